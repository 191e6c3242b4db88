using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Identity;

/// <summary>Asks the wikis, one after another, for the names that none before knew.</summary>
internal sealed class NameCheck(ActionApi api, Wiki home)
{
    private const string ElsewhereTaken = "centralauth-account-exists";

    /// <summary>The wiki that is asked where nothing says which.</summary>
    internal Wiki Home => home;

    internal async Task<IReadOnlyList<NameVerdict>> Ask(
        IReadOnlyCollection<string> names,
        IReadOnlyCollection<Wiki> wikis,
        CancellationToken cancellation
    )
    {
        var asked = names.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        var verdicts = asked.ToDictionary(
            n => n,
            n => new NameVerdict(n, null, "No wiki was asked.", NameState.NotAnswered),
            StringComparer.Ordinal
        );
        foreach (var wiki in wikis)
        {
            var open = verdicts.Values.Where(v => v.UserName is null).Select(v => v.Asked).ToArray();
            if (open.Length == 0)
            {
                break;
            }

            foreach (var verdict in await AskOne(wiki, open, cancellation))
            {
                verdicts[verdict.Asked] = verdict;
            }
        }

        return [.. asked.Select(n => verdicts[n])];
    }

    /// <summary>What the home wiki says of a name for an account that is yet to be.</summary>
    internal async Task<NewName> AskNew(string typed, CancellationToken cancellation)
    {
        try
        {
            return NewOf((await api.Users(home, [typed], cancellation))[0]);
        }
        catch (WikiException e)
        {
            return new(typed, Identity.UserName.Tidied(typed), NewNameState.NotAnswered, e.Message);
        }
    }

    private NewName NewOf(WikiUser user) =>
        user switch
        {
            { State: UserState.Exists } => new(
                user.Asked,
                user.Name,
                NewNameState.Taken,
                $"{home.DisplayName} has an account “{user.Name}” already. Choose another name."
            ),
            { State: UserState.Invalid } => new(user.Asked, user.Name, NewNameState.NotAllowed, ReasonFor(user, home)),
            { CanCreate: true } => new(user.Asked, user.Name, NewNameState.Free, null),
            // Wikis that share accounts know of those that only others of them have.
            { CannotCreate: { } words } when words.Code.StartsWith(ElsewhereTaken, StringComparison.Ordinal) => new(
                user.Asked,
                user.Name,
                NewNameState.Taken,
                words.Text
            ),
            _ => new(
                user.Asked,
                user.Name,
                NewNameState.NotAllowed,
                user.CannotCreate?.Text ?? $"{home.DisplayName} does not allow this name, and does not say why."
            ),
        };

    private async Task<IEnumerable<NameVerdict>> AskOne(Wiki wiki, string[] names, CancellationToken cancellation)
    {
        try
        {
            var users = await api.Users(wiki, names, cancellation);
            return users.Select(u => new NameVerdict(
                u.Asked,
                u.State == UserState.Exists ? Account.Of(u, wiki.Id == home.Id) : null,
                ReasonFor(u, wiki),
                StateOf(u)
            )
            {
                On = wiki,
                User = u.State == UserState.Exists ? u : null,
                Registration = u.Registration,
                IsBlocked = u.Block is { IsPartial: false },
            });
        }
        catch (WikiException e)
        {
            return names.Select(n => new NameVerdict(n, null, e.Message, NameState.NotAnswered));
        }
    }

    private static NameState StateOf(WikiUser user) =>
        user.State switch
        {
            UserState.Exists => NameState.Found,
            UserState.Invalid => NameState.Impossible,
            _ => NameState.NoAccount,
        };

    private static string? ReasonFor(WikiUser user, Wiki wiki) =>
        user.State switch
        {
            UserState.Exists => null,
            UserState.Invalid =>
                $"“{user.Asked}” cannot be a user name: it has characters that no wiki allows. Check the spelling.",
            _ => $"{wiki.DisplayName} has no account “{user.Name}”. Check the spelling.",
        };
}

/// <summary>One name as typed; the account in the wiki's spelling, or the reason why there is none.</summary>
internal sealed record NameVerdict(string Asked, Account? Account, string? Reason, NameState State)
{
    internal string? UserName => Account?.UserName;

    /// <summary>The wiki that gave the verdict, and the account as it has it; null where none did.</summary>
    internal Wiki? On { get; init; }

    internal WikiUser? User { get; init; }

    internal DateTimeOffset? Registration { get; init; }

    internal bool IsBlocked { get; init; }
}
