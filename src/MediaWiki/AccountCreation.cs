using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Creates accounts through <c>action=createaccount</c> (https://www.mediawiki.org/wiki/API:Account_creation), as the
/// account that an access token stands for (OAuth 2.0, grant <c>createaccount</c>). The wiki makes up a password and mails
/// it: nobody here ever knows one. Every failure is a <see cref="WikiException"/>.
/// </summary>
public sealed class AccountCreation
{
    private readonly ApiTransport transport;

    internal AccountCreation(ApiTransport transport) => this.transport = transport;

    /// <summary>
    /// Asks for what one creation needs, and the wiki's own clock before it: an account of the name that is registered from
    /// then on may be the one that was asked for.
    /// </summary>
    public Task<CreationTicket> Begin(Wiki wiki, string accessToken, CancellationToken ct) =>
        transport.Ask(
            wiki,
            "query",
            [new("meta", "tokens"), new("type", "createaccount"), new("curtimestamp", "1")],
            root => new CreationTicket(
                root.GetProperty("query").GetProperty("tokens").Text("createaccounttoken"),
                root.Instant("curtimestamp")
            ),
            ct,
            accessToken
        );

    /// <summary>
    /// Asks once for the account, and never again by itself: after a failure that is no
    /// <see cref="WikiException.IsRefusal"/> the account may be there.
    /// </summary>
    public Task<CreationAnswer> Create(
        Wiki wiki,
        string accessToken,
        CreationTicket ticket,
        NewAccount account,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(account);
        return transport.Do(wiki, "createaccount", Deed(ticket, account), Read, accessToken, ct);
    }

    private static KeyValuePair<string, string>[] Deed(CreationTicket ticket, NewAccount account) =>
        [
            new("username", account.UserName),
            new("email", account.Email),
            // Wikis that ask for a real name take no address without it, be it empty.
            new("realname", ""),
            new("mailpassword", "1"),
            new("reason", account.Reason),
            new("createreturnurl", account.ReturnAddress.AbsoluteUri),
            new("createmessageformat", "wikitext"),
            new("uselang", "en"),
            new("createtoken", ticket.Token),
        ];

    private static CreationAnswer Read(JsonElement root)
    {
        JsonElement answer = root.GetProperty("createaccount");
        WikiWords words = new(answer.OptionalText("messagecode") ?? "", answer.OptionalText("message") ?? "");
        return answer.Text("status") switch
        {
            "PASS" => new(CreationResult.Created, answer.Text("username"), null),
            "FAIL" => new(CreationResult.Refused, null, words),
            // UI, REDIRECT and RESTART: the wiki wants to see a person, for a captcha or a page of its own.
            _ => new(CreationResult.AsksForMore, null, words),
        };
    }
}

/// <summary>What the wiki gave for one creation, and when, by its own clock. The token is a secret.</summary>
public sealed record CreationTicket(string Token, DateTimeOffset WikiTime)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{nameof(CreationTicket)} of {WikiTime:u}";
}

/// <summary>
/// The account that shall be: <paramref name="Reason"/> stands in the wiki's public log, <paramref name="Email"/> does not.
/// </summary>
public sealed record NewAccount(string UserName, string Email, string Reason, Uri ReturnAddress)
{
    /// <summary>Without name and address.</summary>
    public override string ToString() => nameof(NewAccount);
}

/// <summary>What came of asking for an account.</summary>
public enum CreationResult
{
    /// <summary>There it is, and the wiki has mailed a password.</summary>
    Created,

    /// <summary>The wiki said no.</summary>
    Refused,

    /// <summary>The wiki wants something that only a person can give, such as the answer to a captcha.</summary>
    AsksForMore,
}

/// <summary>
/// The wiki's answer: the <paramref name="UserName"/> in its spelling if the account was created, else its words.
/// </summary>
public sealed record CreationAnswer(CreationResult Result, string? UserName, WikiWords? Words);
