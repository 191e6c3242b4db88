using System.Net;
using System.Text.Json;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Identity;

/// <summary>
/// A person leaves traces in every module, under two names, and is forgotten: then the whole database, as pg_dump writes
/// it, and the output of two Hosts hold nothing of her.
/// </summary>
public sealed class Nothing_of_a_forgotten_person_is_left(PostgresCluster cluster) : IAsyncLifetime
{
    private const string Before = "Ottoline Quimby";
    private const string After = "Quimbelina";
    private const long CentralId = 4711222333;
    private const string Mail = "ottoline@quimby.example";

    private TestDatabase database = null!;
    private EditedWiki wiki = null!;
    private WikimediaAuthority authority = null!;
    private HostProcess host = null!;
    private HostProcess other = null!;
    private Planned planned = null!;

    public async ValueTask InitializeAsync()
    {
        database = await cluster.NewDashboard();
        wiki = await EditedWiki.Start();
        wiki.Account(Before, CentralId);
        wiki.Account("Bob", 5);
        authority = await WikimediaAuthority.Start();
        authority.Profile = ProfileOf(Before);
        host = await Node();
        other = await Node();
        planned = await Planned.At(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await other.DisposeAsync();
        await authority.DisposeAsync();
        await wiki.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Her_names_her_number_and_her_address_are_nowhere()
    {
        using var traveller = new Traveller(host.Address);
        var (person, _, _) = await traveller.SignIn();
        using var ottoline = new Api(host.Address, traveller.Cookies);
        var session = await TakePart(ottoline);
        var token = (await ottoline.Post("/api/v1/tokens", Wish)).Done.Json.GetProperty("token").GetString()!;
        Write(Before, revision: 100);
        await planned.Update(session);
        wiki.Rename(Before, After);
        authority.Profile = ProfileOf(After);
        Assert.Equal((person, After, false), await traveller.SignIn());
        Write(After, revision: 200);
        await planned.Update(session);
        var figures = await Planned.Figures(host, session);
        await EverythingIsInTheDownload(ottoline, person);
        // Else the test would prove nothing.
        Assert.NotEmpty(Traces(await database.Dump()));

        using var elsewhere = new Api(other.Address, Copy(traveller.Cookies));
        Assert.Equal(After, (await elsewhere.Get("/api/v1/me")).Done.Json.GetProperty("userName").GetString());
        (await ottoline.Delete("/api/v1/me")).Done.ToString();

        // Signed out on all nodes from the next request on; the token, too.
        Assert.Equal(JsonValueKind.Null, (await elsewhere.Get("/api/v1/me")).Done.Json.GetProperty("person").ValueKind);
        using var program = new Api(other.Address);
        var refused = await program.Get("/api/v1/me", ("Authorization", $"Bearer {token}"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);

        // Data updates go on without her, and her figures stay.
        wiki.Edit("Bob", 300, 3, "Etta Semple", at: Now);
        var asked = wiki.Requests.Count;
        Assert.Equal(1, (await planned.Update(session)).GetProperty("added").GetInt32());
        Assert.DoesNotContain(wiki.Requests.Skip(asked), r => r.Parameters.Values.Any(v => Traces(v).Any()));
        var now = await Planned.Figures(host, session);
        Assert.Equal(figures.GetProperty("edits").GetInt64() + 1, now.GetProperty("edits").GetInt64());
        Assert.Equal(figures.GetProperty("participants").GetInt64(), now.GetProperty("participants").GetInt64());
        var roster = (await planned.Coordinator.Get($"/api/v1/sessions/{session}/participants")).Done.Text;
        Assert.Contains("former participant", roster, StringComparison.Ordinal);

        Assert.Empty(Traces(await database.Dump()));
        Assert.Empty(Traces(host.Log));
        Assert.Empty(Traces(other.Log));

        // Who comes again is somebody new.
        using var again = new Traveller(host.Address);
        Assert.NotEqual(person, (await again.SignIn()).Person);
    }

    /// <summary>She enrols, coordinates, writes an article, and has preferences; Bob is there, too.</summary>
    private async Task<Guid> TakePart(Api ottoline)
    {
        var session = await Running();
        using var bob = await Api.SignedIn(host, "Bob");
        (await bob.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" })).Done.ToString();
        (await ottoline.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "remote" })).Done.ToString();
        var coordinator = new { userName = Before };
        (await planned.Coordinator.Post($"/api/v1/sessions/{session}/coordinators", coordinator)).Done.ToString();
        (
            await ottoline.Put("/api/v1/me/preferences", new { language = "nl", timeZone = "Asia/Tokyo" })
        ).Done.ToString();
        var offered = await planned.Coordinator.Post(
            $"/api/v1/sessions/{session}/articles",
            new { wiki = "enwiki", titles = new[] { "Mary Anning", $"Benutzer:{Before}/Entwurf" } }
        );
        var verdicts = offered.Done.Json.GetProperty("titles");
        Assert.Equal("userPage", verdicts[1].GetProperty("result").GetString());
        var article = verdicts[0].GetProperty("article").GetGuid();
        (await ottoline.Put($"/api/v1/sessions/{session}/articles/{article}/assignment", new { })).Done.ToString();
        return session;
    }

    /// <summary>A session that runs: of one that is over no edit is new.</summary>
    private async Task<Guid> Running()
    {
        var (yesterday, tomorrow) = (Now.AddDays(-1), Now.AddDays(1));
        return (await planned.Schedule(new { start = $"{yesterday:yyyy-MM-dd}", end = $"{tomorrow:yyyy-MM-dd}" })).Id;
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>She edits an article, her pages, and Bob edits hers.</summary>
    private void Write(string name, long revision)
    {
        wiki.Edit(name, revision, 1, "Mary Anning", at: Now);
        wiki.Edit(name, revision + 1, 2, $"Benutzer:{name}/Entwurf", inNamespace: 2, at: Now);
        wiki.Edit("Bob", revision + 2, 4, $"Benutzer Diskussion:{name}", inNamespace: 3, at: Now);
    }

    private static async Task EverythingIsInTheDownload(Api ottoline, Guid person)
    {
        var answer = (await ottoline.Get("/api/v1/me/data")).Done;
        Assert.StartsWith(
            "attachment",
            answer.Response.Content.Headers.ContentDisposition!.ToString(),
            StringComparison.Ordinal
        );
        var data = answer.Json;
        string[] parts =
        [
            "accounts",
            "preferences",
            "tokens",
            "events",
            "coordinates",
            "enrolments",
            "articles",
            "contributions",
        ];
        Assert.All(parts, part => Assert.NotEqual(0, data.GetProperty(part).GetArrayLength()));
        Assert.Equal(person, data.GetProperty("person").GetGuid());
        Assert.Equal(After, data.GetProperty("accounts")[0].GetProperty("userName").GetString());
        Assert.Equal(CentralId, data.GetProperty("accounts")[0].GetProperty("centralId").GetInt64());
        Assert.Contains($"Benutzer:{After}/Entwurf", answer.Text, StringComparison.Ordinal);
        Assert.Equal(4, data.GetProperty("contributions").GetArrayLength());
        var events = data.GetProperty("events")
            .EnumerateArray()
            .Select(e => e.GetProperty("type").GetString())
            .ToHashSet();
        Assert.Subset(
            events,
            new HashSet<string?>
            {
                "participant_enrolled",
                "coordinator_appointed",
                "article_assigned",
                "page_update_recorded",
            }
        );
        Assert.DoesNotContain("hash", answer.Text, StringComparison.OrdinalIgnoreCase);
        // The log itself never knew her name, though she edited pages that are called after her.
        Assert.Empty(Traces(data.GetProperty("events").GetRawText()));
    }

    private static IEnumerable<string> Traces(string text) =>
        new[] { Before, Before.Replace(' ', '_'), "Ottoline", "Quimby", After, $"{CentralId}", Mail }.Where(trace =>
            text.Contains(trace, StringComparison.OrdinalIgnoreCase)
        );

    private static object Wish =>
        new
        {
            name = $"Script of {Before}",
            scopes = new[] { "read" },
            expiresInDays = 30,
        };

    private static string ProfileOf(string name) =>
        WikimediaAuthority
            .ProfileOf(CentralId, name)
            .Replace(
                "\"confirmed_email\":true",
                $"\"confirmed_email\":true,\"email\":\"{Mail}\"",
                StringComparison.Ordinal
            );

    private static CookieContainer Copy(CookieContainer cookies)
    {
        var copy = new CookieContainer();
        copy.Add(cookies.GetAllCookies());
        return copy;
    }

    private Task<HostProcess> Node() =>
        HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={wiki.Api}",
            $"--Identity:OAuth:BaseAddress={authority.BaseAddress}",
            $"--Identity:OAuth:ClientId={WikimediaAuthority.ClientId}",
            $"--Identity:OAuth:ClientSecret={WikimediaAuthority.ClientSecret}"
        );
}
