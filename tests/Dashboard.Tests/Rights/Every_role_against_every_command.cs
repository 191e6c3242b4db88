using System.Net;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Rights;

/// <summary>
/// Each thing that the API lets people change, asked for by each role over HTTP: who may is answered with success, who may
/// not with 401 or 403, and nothing is in the log of it. An operation that is not in the matrix fails.
/// </summary>
public sealed class Every_role_against_every_command(HostWithWikis given) : IClassFixture<HostWithWikis>, IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.At(given.Host);

    public ValueTask DisposeAsync()
    {
        cast.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Is_allowed_or_refused()
    {
        var wrong = new List<string>();
        foreach (var operation in Operations.All)
        {
            foreach (var role in cast.Roles)
            {
                var expected = role.May(operation.May);
                var (answer, appended) = await Watched(await operation.By(role, cast));
                if (expected != IsDone(answer) || (!expected && (!IsForbidden(answer) || appended > 0)))
                {
                    var should = expected ? "may" : "may not";
                    wrong.Add($"{operation}: {role} {should}, and got {answer} ({appended} events)");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task The_matrix_names_every_operation_that_changes_something()
    {
        using var anybody = new Api(given.Host.Address);
        var api = (await anybody.Get("/openapi/v1.json")).Done.Json.GetProperty("paths");
        var operations =
            from path in api.EnumerateObject()
            from method in path.Value.EnumerateObject()
            let name = $"{method.Name.ToUpperInvariant()} {path.Name}"
            where method.Name is "post" or "put" or "delete" or "patch"
            where !Operations.OfOneself.Contains(name) && !Operations.OnlyReading.Contains(name)
            select name;
        Assert.Equal(
            operations.Order(StringComparer.Ordinal),
            Operations.All.Select(o => o.Template).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task No_reading_changes_anything()
    {
        using var anybody = new Api(given.Host.Address);
        var api = (await anybody.Get("/openapi/v1.json")).Done.Json.GetProperty("paths");
        var reads = api.EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _)).Select(p => p.Name);
        foreach (var read in reads.Where(path => !path.Contains("data-updates/{", StringComparison.Ordinal)))
        {
            var (_, appended) = await Watched(() => cast.Administrator.Get(Filled(read)));
            Assert.True(appended == 0, $"GET {read} appended {appended} events.");
        }
    }

    private string Filled(string template) =>
        template
            .Replace("{session}", $"{cast.Session}", StringComparison.Ordinal)
            .Replace("{program}", $"{cast.Program}", StringComparison.Ordinal)
            .Replace("{campaign}", $"{cast.Campaign}", StringComparison.Ordinal)
            .Replace("{organiser}", $"{cast.Organiser}", StringComparison.Ordinal)
            .Replace("{node}", $"{cast.Session}", StringComparison.Ordinal);

    private static bool IsDone(Answer answer) => (int)answer.Status < 300;

    private static bool IsForbidden(Answer answer) =>
        answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>What was answered, and how many events the log holds more than before the request itself.</summary>
    private async Task<(Answer Answer, long Appended)> Watched(Func<Task<Answer>> ask)
    {
        var before = await Events();
        var answer = await ask();
        if (answer.Status == HttpStatusCode.Accepted)
        {
            // What goes on in the background would be taken for the next one's doing.
            await Planned.Completed(given.Host, answer.Response.Headers.Location!.ToString());
        }

        return (answer, await Events() - before);
    }

    private Task<long> Events() => given.Database.Scalar<long>("select count(*) from events.mt_events");
}
