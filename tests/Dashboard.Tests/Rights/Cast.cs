using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Rights;

/// <summary>Somebody who asks. A token asks in the name of who made it, and may less.</summary>
internal sealed record Role(string Name, Who Is, Api Api, bool MayChange, params (string Name, string Value)[] Headers)
{
    /// <summary>Whether this one may do what is for those.</summary>
    internal bool May(Who those) => MayChange && (Is & those) != Who.Nobody;

    public override string ToString() => Name;
}

/// <summary>
/// A tree with a coordinator at each level, and people from elsewhere: each role once, signed in at a Host, and a token of
/// each scope.
/// </summary>
internal sealed class Cast : IDisposable
{
    internal const string OfOrganiser = "Ona";
    internal const string OfCampaign = "Cam";
    internal const string OfProgram = "Pia";
    internal const string OfSession = "Sam";
    internal const string Participant = "Per";

    private readonly Dictionary<string, Api> signedIn = new(StringComparer.Ordinal);
    private readonly HostProcess host;
    private readonly Api nobody;

    private Cast(HostProcess host) => (this.host, nobody) = (host, new(host.Address));

    internal Role[] Roles { get; private set; } = [];

    internal Api Administrator => signedIn[Api.Administrator];

    internal Guid Organiser { get; private set; }

    internal Guid Campaign { get; private set; }

    internal Guid Program { get; private set; }

    /// <summary>A session that nothing befalls.</summary>
    internal Guid Session { get; private set; }

    /// <summary>Another program of the same people.</summary>
    internal Guid OtherProgram { get; private set; }

    internal Guid PersonCalled(string name) => people[name];

    private readonly Dictionary<string, Guid> people = new(StringComparer.Ordinal);

    internal static async Task<Cast> At(HostProcess host)
    {
        var cast = new Cast(host);
        string[] names =
        [
            Api.Administrator,
            OfOrganiser,
            OfCampaign,
            OfProgram,
            OfSession,
            "Elsa",
            Participant,
            "Nils",
            "Nora",
        ];
        foreach (var name in names)
        {
            var api = await Api.SignedIn(host, name);
            cast.signedIn[name] = api;
            cast.people[name] = await IdOf(api);
        }

        await cast.Plan();
        await cast.Connect();
        cast.Roles = [.. cast.People(), .. await cast.Tokens(host)];
        return cast;
    }

    /// <summary>A new session of the tree, with its coordinator.</summary>
    internal async Task<Guid> NewEmptySession()
    {
        var request = Planned.SessionOn("enwiki");
        var session = (await Administrator.Post($"/api/v1/programs/{Program}/sessions", request)).Id;
        await Appoint("sessions", session, OfSession);
        return session;
    }

    /// <summary>The same with its participant.</summary>
    internal async Task<Guid> NewSession()
    {
        var session = await NewEmptySession();
        (await signedIn[Participant].Put($"/api/v1/sessions/{session}/enrolment", new { })).Done.ToString();
        return session;
    }

    /// <summary>A new session of the tree, and an article on its list; the participant writes it, if that is said.</summary>
    internal async Task<(Guid Session, Guid Article)> NewArticle(bool assigned)
    {
        var session = await NewSession();
        var articles = $"/api/v1/sessions/{session}/articles";
        var offered = await Administrator.Post(articles, new { wiki = "enwiki", titles = new[] { "Mary Anning" } });
        var article = offered.Done.Json.GetProperty("titles")[0].GetProperty("article").GetGuid();
        if (assigned)
        {
            (await signedIn[Participant].Put($"{articles}/{article}/assignment", new { })).Done.ToString();
        }

        return (session, article);
    }

    /// <summary>A new session of the tree, in which somebody without an account asked for one.</summary>
    internal async Task<(Guid Session, Guid Request)> NewAccountRequest()
    {
        var session = await NewSession();
        var ask = new { userName = $"Nobody {Guid.NewGuid():N}", email = "newcomer@example.org" };
        var asked = (await nobody.Post($"/api/v1/sessions/{session}/account-requests", ask)).Done.Json;
        return (session, asked.GetProperty("receipt").GetGuid());
    }

    /// <summary>Somebody who was here once.</summary>
    internal async Task<Guid> NewPerson()
    {
        using var person = await Api.SignedIn(host, $"Guest {Guid.NewGuid():N}");
        return await IdOf(person);
    }

    /// <summary>A data update of the session that has come to its end; who may cancel it leaves it as it is.</summary>
    internal async Task<Guid> Update()
    {
        var update = await Administrator.Post($"/api/v1/sessions/{Session}/data-updates");
        await Planned.Completed(host, update.Done.Response.Headers.Location!.ToString());
        return update.Id;
    }

    internal async Task<Guid> NewProgram()
    {
        var program = (await Administrator.Post($"/api/v1/campaigns/{Campaign}/programs", Titled("Program"))).Id;
        await Appoint("programs", program, OfProgram);
        return program;
    }

    internal async Task<Guid> NewCampaign()
    {
        var campaign = (await Administrator.Post($"/api/v1/organisers/{Organiser}/campaigns", Titled("Campaign"))).Id;
        await Appoint("campaigns", campaign, OfCampaign);
        return campaign;
    }

    internal static object Titled(string title) => new { title = $"{title} {Guid.NewGuid()}" };

    public void Dispose()
    {
        nobody.Dispose();
        foreach (var api in signedIn.Values.Concat(Roles.Select(r => r.Api)))
        {
            api.Dispose();
        }
    }

    private static async Task<Guid> IdOf(Api api) =>
        (await api.Get("/api/v1/me")).Done.Json.GetProperty("person").GetGuid();

    private IEnumerable<Role> People() =>
        [
            new("the administrator", Who.Administrator, Administrator, MayChange: true),
            Of("the organiser's coordinator", Who.CoordinatesOrganiser, OfOrganiser),
            Of("the campaign's coordinator", Who.CoordinatesCampaign, OfCampaign),
            Of("the program's coordinator", Who.CoordinatesProgram, OfProgram),
            Of("the session's coordinator", Who.CoordinatesSession, OfSession),
            Of("a coordinator elsewhere", Who.SignedIn, "Elsa"),
            Of("a participant", Who.Participant, Participant),
            Of("somebody signed in", Who.SignedIn, "Nils"),
            new("nobody", Who.NotSignedIn, nobody, MayChange: true),
        ];

    private Role Of(string role, Who isWho, string name) => new(role, isWho, signedIn[name], MayChange: true);

    /// <summary>Tokens of the organiser's coordinator, sent without a cookie.</summary>
    private async Task<List<Role>> Tokens(HostProcess host)
    {
        var roles = new List<Role>();
        foreach (var scope in (string[])["coordinate", "read", "feeds"])
        {
            var wish = new
            {
                name = scope,
                scopes = new[] { scope },
                expiresInDays = 1,
            };
            var made = (await signedIn[OfOrganiser].Post("/api/v1/tokens", wish)).Done.Json;
            roles.Add(
                new(
                    $"a coordinator's token to {scope}",
                    Who.CoordinatesOrganiser,
                    new(host.Address),
                    MayChange: scope == "coordinate",
                    ("Authorization", $"Bearer {made.GetProperty("token").GetString()}")
                )
            );
        }

        return roles;
    }

    /// <summary>Those who coordinate let the dashboard create accounts in their names, where it knows a wiki for that.</summary>
    private async Task Connect()
    {
        foreach (var name in (string[])[Api.Administrator, OfOrganiser, OfCampaign, OfProgram, OfSession])
        {
            await signedIn[name].LetCreateAccounts(name, host);
        }
    }

    private async Task Plan()
    {
        Organiser = await NewOrganiser(OfOrganiser);
        await NewOrganiser("Elsa");
        Campaign = await NewCampaign();
        Program = await NewProgram();
        OtherProgram = await NewProgram();
        Session = await NewSession();
    }

    internal async Task<Guid> NewOrganiser(string coordinator) =>
        (await Administrator.Post("/api/v1/organisers", new { name = $"Chapter {Guid.NewGuid()}", coordinator })).Id;

    internal async Task Appoint(string kind, Guid node, string userName) =>
        (await Administrator.Post($"/api/v1/{kind}/{node}/coordinators", new { userName })).Done.ToString();
}
