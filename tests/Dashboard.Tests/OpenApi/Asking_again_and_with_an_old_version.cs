using System.Net;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.OpenApi;

/// <summary>
/// What the headers promise, of each operation that the API's description says has them: <c>If-Match</c>,
/// <c>If-None-Match</c>, <c>Idempotency-Key</c>. And that it says so of all that should have them.
/// </summary>
public sealed class Asking_again_and_with_an_old_version(HostWithWikis given)
    : IClassFixture<HostWithWikis>,
        IAsyncLifetime
{
    /// <summary>Changes that have no version: they concern the caller alone, or end something for good.</summary>
    private static readonly string[] WithoutVersion =
    [
        "PUT /api/v1/me/preferences",
        "DELETE /api/v1/me",
        "DELETE /api/v1/me/account-creation",
        "DELETE /api/v1/people/{person}",
        "DELETE /api/v1/tokens/{token}",
    ];

    private Stage stage = null!;
    private IReadOnlyList<Described> described = [];

    public async ValueTask InitializeAsync()
    {
        stage = await Stage.At(given.Host);
        described = await Described.At(given.Host);
    }

    public ValueTask DisposeAsync()
    {
        stage.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Every_change_takes_a_version_or_a_key() =>
        Assert.Empty(
            described
                .Where(o => o.Method is "PUT" or "DELETE" && !o.Takes("If-Match"))
                .Select(o => o.Name)
                .Except(WithoutVersion)
                .Concat(
                    Promised("201").Concat(Promised("202")).Where(o => !o.Takes("Idempotency-Key")).Select(o => o.Name)
                )
        );

    [Fact]
    public async Task A_stale_version_is_refused_and_nothing_happens()
    {
        var wrong = new List<string>();
        foreach (var operation in Operations.All.Where(o => Told(o).Takes("If-Match")))
        {
            var (path, body) = await operation.Ask(stage.Cast);
            var before = await Events();
            var answer = await Send(stage.WhoMay(operation), operation, path, body, ("If-Match", "\"99999\""));
            if ((int)answer.Status != 412 || answer.Problem != "stale-version" || await Events() > before)
            {
                wrong.Add($"{operation}: {answer}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_version_that_a_GET_gave_is_good_until_something_changes()
    {
        var wrong = new List<string>();
        foreach (var operation in Operations.All.Where(o => Told(o).Takes("If-Match")))
        {
            var (path, body) = await operation.Ask(stage.Cast);
            var read = Described.Filled(Told(operation).GuardedBy, Told(operation).Path, path);
            var tag = (await stage.Administrator.Get(read)).Done.Response.Headers.ETag!.Tag;
            var answer = await Send(stage.WhoMay(operation), operation, path, body, ("If-Match", tag));
            if ((int)answer.Status >= 300)
            {
                wrong.Add($"{operation} with {tag} of {read}: {answer}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_the_caller_has_is_not_sent_again()
    {
        var wrong = new List<string>();
        foreach (var read in described.Where(o => o.Method == "GET" && o.Takes("If-None-Match")))
        {
            var path = stage.Filled(read.Path);
            var tag = (await stage.Administrator.Get(path)).Done.Response.Headers.ETag?.ToString();
            var again = tag is null ? null : await stage.Administrator.Get(path, ("If-None-Match", tag));
            if (again is not { Status: HttpStatusCode.NotModified, Text: "" })
            {
                wrong.Add($"{read} with {tag}: {again}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task One_key_makes_one_thing_also_when_both_are_sent_at_once()
    {
        var wrong = new List<string>();
        foreach (var operation in Operations.All.Where(o => Told(o).Takes("Idempotency-Key")))
        {
            var (path, body) = await operation.Ask(stage.Cast);
            var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
            var both = await Task.WhenAll(Make(operation, path, body, key), Make(operation, path, body, key));
            var again = await Make(operation, path, body, key);
            var (otherPath, otherBody) = await operation.Ask(stage.Cast);
            var other = await Make(operation, otherPath, otherBody, ("Idempotency-Key", $"{Guid.NewGuid()}"));
            if (both[0] != both[1] || both[0] != again || other == again)
            {
                wrong.Add($"{operation}: {both[0]}, {both[1]}, {again}, then {other}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_same_key_of_somebody_else_is_another()
    {
        var wrong = new List<string>();
        var somebody = stage.Cast.Roles.Single(r => r.Is == Who.CoordinatesOrganiser && r.Headers.Length == 0);
        foreach (var operation in Operations.All.Where(o => Told(o).Takes("Idempotency-Key") && somebody.May(o.May)))
        {
            var (path, body) = await operation.Ask(stage.Cast);
            var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
            var mine = await Make(operation, path, body, key);
            var (theirPath, theirBody) = await operation.Ask(stage.Cast);
            var theirs = await Location(await Send(somebody.Api, operation, theirPath, theirBody, key));
            if (mine == theirs)
            {
                wrong.Add($"{operation}: {mine}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task One_key_makes_one_token()
    {
        var wish = ExampleRequests.Of["POST /api/v1/tokens"];
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        using var nora = await Api.SignedIn(given.Host, "Nora");
        var before = (await nora.Get("/api/v1/tokens")).Json.GetArrayLength();

        var both = await Task.WhenAll(nora.Post("/api/v1/tokens", wish, key), nora.Post("/api/v1/tokens", wish, key));

        var refused = Assert.Single(both, answer => answer.Status == HttpStatusCode.Conflict);
        Assert.Equal("token-made-already", refused.Problem);
        Assert.Equal(before + 1, (await nora.Get("/api/v1/tokens")).Json.GetArrayLength());
        using var nils = await Api.SignedIn(given.Host, "Nils");
        Assert.NotEqual(both.Single(a => a != refused).Id, (await nils.Post("/api/v1/tokens", wish, key)).Id);
    }

    [Fact]
    public async Task What_is_refused_is_refused_as_the_description_says()
    {
        var wrong = new List<string>();
        using var nobody = new Api(given.Host.Address);
        foreach (var operation in described.Where(o => !Operations.OfOneself.Contains(o.Name)))
        {
            foreach (var (who, path) in Vainly(nobody, operation))
            {
                var answer = await Bare(who, operation, path);
                if ((int)answer.Status >= 400 && !operation.Problems((int)answer.Status).Contains(answer.Problem))
                {
                    wrong.Add($"{operation} at {path}: {answer}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    private IEnumerable<(Api Who, string Path)> Vainly(Api nobody, Described operation) =>
        [
            (nobody, stage.Filled(operation.Path)),
            (nobody, stage.FilledInVain(operation.Path)),
            (stage.Administrator, stage.FilledInVain(operation.Path)),
        ];

    private static Task<Answer> Bare(Api who, Described operation, string path) =>
        operation.Method switch
        {
            "GET" => who.Get(path),
            "POST" => who.Post(path, ExampleRequests.Of.GetValueOrDefault(operation.Name)),
            "PUT" => who.Put(path, ExampleRequests.Of.GetValueOrDefault(operation.Name, new { })),
            _ => who.Delete(path),
        };

    private IEnumerable<Described> Promised(string status) =>
        described.Where(o => o.Json["responses"]!.AsObject().ContainsKey(status));

    private Described Told(Operation operation) => described.First(o => o.Name == operation.Template);

    private async Task<string?> Make(Operation operation, string path, object? body, (string, string) key) =>
        await Location(await Send(stage.WhoMay(operation), operation, path, body, key));

    /// <summary>Where it is; a data update has ended then, so that another can begin.</summary>
    private async Task<string?> Location(Answer answer)
    {
        var location = answer.Done.Response.Headers.Location?.ToString();
        if (answer.Status == HttpStatusCode.Accepted)
        {
            await Planned.Completed(given.Host, location!);
        }

        // What has no address of its own is told by its answer.
        return location ?? answer.Text;
    }

    private static Task<Answer> Send(
        Api who,
        Operation operation,
        string path,
        object? body,
        params (string Name, string Value)[] headers
    ) =>
        operation.Template.Split(' ')[0] switch
        {
            "POST" => who.Post(path, body, headers),
            "PUT" => who.Put(path, body ?? new { }, headers),
            _ => who.Delete(path, headers),
        };

    private Task<long> Events() => given.Database.Scalar<long>("select count(*) from events.mt_events");
}
