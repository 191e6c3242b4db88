using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Matches the answers of <c>list=users</c> with the names asked. The wiki puts the invalid names first, as they were
/// sent, and the others after them in the order asked but spelt its own way, so that only their order tells which is which.
/// </summary>
internal static class UserAnswers
{
    internal static IEnumerable<WikiUser> Match(IReadOnlyList<AskedName> asked, IReadOnlyList<JsonElement> answers)
    {
        HashSet<string> invalid = [.. answers.Where(a => a.Flag("invalid")).Select(a => a.Text("name"))];
        var others = new Queue<JsonElement>(answers.Where(a => !a.Flag("invalid")));
        foreach (AskedName name in asked)
        {
            yield return invalid.Contains(name.Sent) ? Invalid(name.Asked)
            : others.TryDequeue(out JsonElement answer) ? Read(name.Asked, answer)
            : throw new FormatException("A user is not answered.");
        }
        if (others.Count > 0)
        {
            throw new FormatException("More users are answered than were asked.");
        }
    }

    /// <summary>The accounts among the answers to a question by number; those without an account are left out.</summary>
    internal static IEnumerable<WikiUser> Existing(IEnumerable<JsonElement> answers) =>
        answers.Where(a => !a.Flag("missing") && !a.Flag("invalid")).Select(a => Read(a.Text("name"), a));

    internal static WikiUser Invalid(string asked) =>
        new(asked, asked, UserState.Invalid, null, null, null, 0, null, CanCreate: false);

    private static WikiUser Read(string asked, JsonElement user)
    {
        string name = user.Text("name");
        if (user.Flag("missing"))
        {
            return new(asked, name, UserState.Missing, null, null, null, 0, null, user.Flag("cancreate"))
            {
                CannotCreate = user.OptionalItems("cancreateerror").Select(Words).FirstOrDefault(),
            };
        }
        long? central = user.Has("centralids", out JsonElement ids) ? ids.OptionalNumber("CentralAuth") : null;
        return new(
            asked,
            name,
            UserState.Exists,
            user.Number("userid"),
            // Zero stands for an account of this wiki alone, which has the name of a shared one.
            central > 0
                ? central
                : null,
            user.OptionalInstant("registration"),
            user.OptionalCount("editcount") ?? 0,
            Block(user),
            CanCreate: false
        )
        {
            SharesAccounts = central is not null,
        };
    }

    // Wikis that do not know errorformat give the message's key alone.
    private static WikiWords Words(JsonElement error) =>
        new(
            error.OptionalText("code") ?? "",
            error.OptionalText("text") ?? error.OptionalText("message") ?? error.OptionalText("code") ?? ""
        );

    private static WikiBlock? Block(JsonElement user) =>
        user.Has("blockid", out _)
            ? new(
                user.Flag("blockpartial"),
                user.OptionalText("blockexpiry") is null or "infinite" or "infinity" or "indefinite" or "never"
                    ? null
                    : user.Instant("blockexpiry"),
                user.OptionalText("blockreason")
            )
            : null;
}
