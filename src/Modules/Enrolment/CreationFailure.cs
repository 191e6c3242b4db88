using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>Why an account could not be created. Each has a text for coordinators, in each language.</summary>
internal enum CreationProblem
{
    /// <summary>Somebody has the name, or has taken it since.</summary>
    NameTaken,

    /// <summary>The wiki allows nobody that name.</summary>
    NameNotAllowed,

    /// <summary>The wiki does not take the e-mail address.</summary>
    AddressNotAllowed,

    /// <summary>The e-mail address can be read no more, since the keys of the dashboard were replaced.</summary>
    AddressLost,

    /// <summary>So many accounts as an address of the network may create a day were created.</summary>
    Throttled,

    /// <summary>The wiki wants to see a person: a captcha.</summary>
    AsksForPerson,

    /// <summary>The wiki blocks the coordinator.</summary>
    CoordinatorBlocked,

    /// <summary>The coordinator has not the right to create accounts.</summary>
    CoordinatorNotAllowed,

    /// <summary>The wiki no longer takes what the coordinator gave the dashboard the right with.</summary>
    NotConnected,

    /// <summary>Nobody knows whether the account was created; the next attempt finds out.</summary>
    NotAnswered,

    /// <summary>Somebody else is creating it at this moment.</summary>
    BeingCreated,

    /// <summary>Anything else; the wiki's own words say what.</summary>
    Other,
}

/// <summary>Why there is no account yet. <paramref name="WikiSays"/> is the wiki's own text, in English.</summary>
internal sealed record CreationFailure(CreationProblem Problem, string? WikiSays = null)
{
    private const int LongestText = 1000;

    private static readonly (string Start, CreationProblem Problem)[] Families =
    [
        ("centralauth-account-exists", CreationProblem.NameTaken),
        ("antispoof-", CreationProblem.NameNotAllowed),
        ("titleblacklist-", CreationProblem.NameNotAllowed),
        ("captcha-", CreationProblem.AsksForPerson),
        ("cantcreateaccount-", CreationProblem.CoordinatorBlocked),
        ("blocked", CreationProblem.CoordinatorBlocked),
        ("autoblocked", CreationProblem.CoordinatorBlocked),
        ("globalblocking-", CreationProblem.CoordinatorBlocked),
        ("mwoauth-", CreationProblem.NotConnected),
    ];

    /// <summary>Whether the next request would meet the same, so that nothing more is tried.</summary>
    public bool ConcernsAll =>
        Problem
            is CreationProblem.Throttled
                or CreationProblem.AsksForPerson
                or CreationProblem.CoordinatorBlocked
                or CreationProblem.CoordinatorNotAllowed
                or CreationProblem.NotConnected
                or CreationProblem.NotAnswered;

    /// <summary>What the wiki refused an account with.</summary>
    public static CreationFailure Of(WikiWords words) =>
        new(ProblemOf(words.Code), words.Text.Length <= LongestText ? words.Text : $"{words.Text[..LongestText]}…");

    /// <summary>What the wiki wants before it creates one.</summary>
    public static CreationFailure Of(CreationAnswer answer) =>
        answer is { Result: CreationResult.Refused, Words: { } words }
            ? Of(words)
            : new(CreationProblem.AsksForPerson, answer.Words?.Text);

    /// <summary>A wiki that answered no such question.</summary>
    public static CreationFailure Of(WikiException e) =>
        ProblemOf(e.Code) is var problem && e.IsRefusal && problem is not CreationProblem.Other
            ? new(problem, e.Message)
            : new(CreationProblem.NotAnswered, e.Message);

    // The codes of MediaWiki and of the extensions that Wikimedia's wikis have (ConfirmEdit, AntiSpoof, TitleBlacklist,
    // CentralAuth, GlobalBlocking, OAuth); new ones end in the wiki's own words.
    private static CreationProblem ProblemOf(string code) =>
        code switch
        {
            "acct_creation_throttle_hit" => CreationProblem.Throttled,
            "userexists" => CreationProblem.NameTaken,
            "noname" or "invaliduser" or "invalidusername" => CreationProblem.NameNotAllowed,
            "invalidemailaddress" or "noemailcreate" => CreationProblem.AddressNotAllowed,
            "permissiondenied" or "userlogin-cannot-create" or "readapidenied" or "writeapidenied" =>
                CreationProblem.CoordinatorNotAllowed,
            "badtoken" or "assertuserfailed" or "notloggedin" => CreationProblem.NotConnected,
            "usernameinprogress" => CreationProblem.BeingCreated,
            _ => ProblemOfFamily(code),
        };

    private static CreationProblem ProblemOfFamily(string code) =>
        Array.Find(Families, f => code.StartsWith(f.Start, StringComparison.Ordinal)) is { Start: not null } found
            ? found.Problem
            : CreationProblem.Other;
}
