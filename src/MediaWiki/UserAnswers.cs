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

    internal static WikiUser Invalid(string asked) =>
        new(asked, asked, UserState.Invalid, null, null, null, 0, null, CanCreate: false);

    private static WikiUser Read(string asked, JsonElement user)
    {
        string name = user.Text("name");
        if (user.Flag("missing"))
        {
            return new(asked, name, UserState.Missing, null, null, null, 0, null, user.Flag("cancreate"));
        }
        return new(
            asked,
            name,
            UserState.Exists,
            user.Number("userid"),
            user.Has("centralids", out JsonElement ids) ? ids.OptionalNumber("CentralAuth") : null,
            user.OptionalInstant("registration"),
            user.OptionalCount("editcount") ?? 0,
            Block(user),
            CanCreate: false
        );
    }

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
