using CampaignDashboard.Identity;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;
using Microsoft.Extensions.Logging.Abstractions;
using Wiki = CampaignDashboard.MediaWiki.Wiki;
using WikiRequest = CampaignDashboard.Tests.MediaWiki.WikiRequest;

namespace CampaignDashboard.Tests.Identity;

/// <summary>With answers in the shape of a wiki with CentralAuth, and against a real MediaWiki, which has none.</summary>
public sealed class Renames_are_taken_over_daily(PostgresCluster cluster) : AccountTest(cluster)
{
    private readonly HurriedClock clock = new() { Now = DateTimeOffset.Parse("2026-05-01T04:00:00Z", null) };

    [Fact]
    public async Task An_account_is_asked_for_by_name_once_and_by_number_from_then_on()
    {
        var accounts = new Dictionary<string, long>(StringComparer.Ordinal) { ["Alice"] = 1, ["Bob"] = 2 };
        await using var wiki = await ScriptedWiki.Start(request => Answer(request, accounts));
        var (alice, bob) = (await Learn("Alice", 1001), await Learn("Bob"));
        var check = CheckOf(wiki);

        Assert.Equal(2, await check.Run(CancellationToken.None));
        Assert.Equal((1001, 1002), (await CentralIdOf(alice), await CentralIdOf(bob)));
        accounts.Remove("Alice");
        accounts["Alicia"] = 1;
        Assert.Equal(0, await check.Run(CancellationToken.None));
        clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(2, await check.Run(CancellationToken.None));

        Assert.Equal(("Alicia", "Bob"), (await NameOf(alice), await NameOf(bob)));
        Assert.Equal(["Alice", "Bob"], wiki.Requests.First().Names("ususers").Order(StringComparer.Ordinal));
        Assert.Equal("", wiki.Requests.ElementAt(1)["ususers"]);
        Assert.Equal("1|2", string.Join('|', wiki.Requests.Last().Names("ususerids").Order()));
    }

    [Fact]
    public async Task A_name_that_went_to_somebody_else_is_followed_to_its_first_owner()
    {
        var accounts = new Dictionary<string, long>(StringComparer.Ordinal) { ["Alice"] = 1 };
        await using var wiki = await ScriptedWiki.Start(request => Answer(request, accounts));
        var check = CheckOf(wiki);
        var first = await Learn("Alice", 1001);
        await check.Run(CancellationToken.None);

        // Another account has the name now, and its owner signs in here before the day is over.
        accounts["Alicia"] = 1;
        accounts["Alice"] = 2;
        var second = await Learn("Alice", 1002);
        Assert.Null(await NameOf(first));
        await check.Run(CancellationToken.None);

        Assert.Equal(("Alicia", "Alice"), (await NameOf(first), await NameOf(second)));
    }

    [Fact]
    public async Task A_name_that_is_another_accounts_now_is_given_up_where_the_number_is_not_known()
    {
        var accounts = new Dictionary<string, long>(StringComparer.Ordinal) { ["Alice"] = 2 };
        await using var wiki = await ScriptedWiki.Start(request => Answer(request, accounts));
        var first = await Learn("Alice", 1001);

        await CheckOf(wiki).Run(CancellationToken.None);

        Assert.Null(await NameOf(first));
        Assert.Equal(1001, await CentralIdOf(first));
    }

    [Fact]
    public async Task An_account_that_the_wiki_does_not_know_keeps_its_name()
    {
        await using var wiki = await ScriptedWiki.Start(r => Answer(r, new Dictionary<string, long>()));
        var (alice, bob) = (await Learn("Alice", 1001, 1), await Learn("Bob"));

        await CheckOf(wiki).Run(CancellationToken.None);

        Assert.Equal(("Alice", "Bob"), (await NameOf(alice), await NameOf(bob)));
    }

    [Fact]
    public async Task A_hundred_and_twenty_people_are_three_requests()
    {
        await using var wiki = await ScriptedWiki.Start(r => Answer(r, new Dictionary<string, long>()));
        await Accounts.Learn(
            [.. Enumerable.Range(1, 120).Select(i => new Account($"User {i}"))],
            CancellationToken.None
        );

        Assert.Equal(120, await CheckOf(wiki).Run(CancellationToken.None));

        Assert.Equal([50, 50, 20], wiki.Requests.Select(r => r.Names("ususers").Length));
    }

    [Fact]
    public async Task A_wiki_that_is_down_leaves_everybody_due()
    {
        await using var wiki = await ScriptedWiki.Start(
            new WikiAnswer("down", 503, "text/html"),
            new WikiAnswer("down", 503, "text/html"),
            Answer(["Alice"], new Dictionary<string, long> { ["Alice"] = 1 })
        );
        var alice = await Learn("Alice");
        var check = CheckOf(wiki);

        await Assert.ThrowsAsync<WikiException>(() => check.Run(CancellationToken.None));
        Assert.Equal(1, await check.Run(CancellationToken.None));

        Assert.Equal(1001, await CentralIdOf(alice));
    }

    [Fact]
    public async Task One_node_at_a_time_asks()
    {
        var answers = new TaskCompletionSource();
        await using var wiki = await ScriptedWiki.Start(r =>
            Answer(r, new Dictionary<string, long>()) with
            {
                Held = answers.Task,
            }
        );
        await Learn("Alice");
        var asking = CheckOf(wiki).Run(CancellationToken.None);
        await wiki.NextArrival();

        Assert.Equal(0, await CheckOf(wiki).Run(CancellationToken.None));
        answers.SetResult();

        Assert.Equal(1, await asking);
        Assert.Single(wiki.Requests);
    }

    [Fact]
    public async Task A_real_wiki_tells_a_rename()
    {
        await using var own = await OwnFarm.Start(TestContext.Current.CancellationToken);
        var home = new Wiki(
            new("enwiki"),
            own.Farm.ApiAddress("enwiki"),
            "en.wikipedia",
            own.Farm.Address("enwiki"),
            [0]
        );
        await using var program = await ScriptedWiki.Start(r => Answer(r, new Dictionary<string, long>()));
        var check = CheckOf(program, home);
        var (ines, nobody) = (await Learn(Editathon.Ines), await Learn("Nobody Nowhere"));
        await check.Run(CancellationToken.None);
        var known = (await Accounts.Find(ines.Person, CancellationToken.None))!;
        // Without shared accounts, the number of the account here is the one that the authority tells.
        Assert.NotNull(known.HomeId);
        Assert.Equal(known.HomeId, known.CentralId);

        own.Farm.Rename("enwiki", Editathon.Ines, "Inés Vega");
        clock.Now += TimeSpan.FromDays(1);
        await check.Run(CancellationToken.None);

        Assert.Equal(("Inés Vega", "Nobody Nowhere"), (await NameOf(ines), await NameOf(nobody)));
    }

    private RenameCheck CheckOf(ScriptedWiki wiki, Wiki? home = null)
    {
        var api = wiki.Client(("Retries", "1"));
        var names = new NameCheck(api, home ?? wiki.Wiki);
        return new(Database.Source, Accounts, names, api, clock, NullLogger<RenameCheck>.Instance);
    }

    private async Task<long?> CentralIdOf(PersonRow row) =>
        (await Accounts.Find(row.Person, CancellationToken.None))!.CentralId;

    private static WikiAnswer Answer(WikiRequest request, Dictionary<string, long> accounts) =>
        request["ususerids"].Length > 0
            ? Users(request.Names("ususerids").Select(id => ById(long.Parse(id, null), accounts)))
            : Answer(request.Names("ususers"), accounts);

    private static WikiAnswer Answer(string[] names, Dictionary<string, long> accounts) =>
        Users(
            names.Select(n =>
                accounts.TryGetValue(n, out var id) ? Found(n, id) : $$"""{"name":"{{n}}","missing":true}"""
            )
        );

    private static string ById(long id, Dictionary<string, long> accounts) =>
        accounts.FirstOrDefault(a => a.Value == id) is { Key: { } name }
            ? Found(name, id)
            : $$"""{"userid":{{id}},"missing":true}""";

    // The central id is another number than the one at the wiki.
    private static string Found(string name, long id) =>
        $$$"""
            {"userid":{{{id}}},"name":"{{{name}}}","editcount":1,"registration":"2020-01-15T10:30:00Z",
             "centralids":{"CentralAuth":{{{1000
                + id}}},"local":{{{id}}}},"attachedlocal":{"CentralAuth":true,"local":true}}
            """;

    private static WikiAnswer Users(IEnumerable<string> users) =>
        $$$"""{"batchcomplete":true,"query":{"users":[{{{string.Join(',', users)}}}]}}""";
}
