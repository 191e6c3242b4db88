using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Host;

namespace CampaignDashboard.Bench;

/// <summary>
/// Three hundred people click Subscribe at once for a hundred places, over HTTP at a Host of its own, each signed in on a
/// connection of their own. What they and the Host need of the two cores they share. A round in which anybody is lost,
/// or stands on the waiting list twice or out of line, fails the bench.
/// </summary>
internal sealed class RushRows(HostUnderTest host, BenchStore store, Scale scale)
{
    public const string Name = "rush";

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "rush", CancellationToken.None);
        await using var host = await HostUnderTest.Start(cluster.ConnectionString("rush"));
        var rounds = await new RushRows(host, store, scale).Run();
        yield return Told("p99", 0.99, rounds, Goal.Below(2_000, "ms"));
        yield return Told("median", 0.5, rounds);
        yield return Told("the last", 1, rounds);

        Row Told(string what, double share, double[][] of, params Goal[] goals) =>
            new(
                $"{Name}: {scale.Clicks} click for {scale.Clicks / 3} places, {what}",
                Row.Milliseconds,
                Array.ConvertAll(of, round => Quantile.Of(round, share)),
                goals
            );
    }

    private async Task<double[][]> Run()
    {
        var people = await Task.WhenAll(
            Enumerable.Range(0, scale.Clicks).Select(n => host.SignedIn($"Runner {n:000}"))
        );
        using var grace = await host.SignedIn(HostUnderTest.Administrator);
        var program = await Program(grace);
        await Round(people, grace, program);
        var rounds = new double[scale.Rounds][];
        for (var round = 0; round < scale.Rounds; round++)
        {
            rounds[round] = await Round(people, grace, program);
        }

        Array.ForEach(people, person => person.Dispose());
        return rounds;
    }

    private static async Task<Guid> Program(HttpClient grace)
    {
        var organiser = await HostUnderTest.Make(
            grace,
            "/api/v1/organisers",
            new { name = "Wikimedia", coordinator = HostUnderTest.Administrator }
        );
        var campaign = await HostUnderTest.Make(
            grace,
            $"/api/v1/organisers/{organiser}/campaigns",
            new { title = "Women in science" }
        );
        return await HostUnderTest.Make(grace, $"/api/v1/campaigns/{campaign}/programs", new { title = "2026" });
    }

    /// <summary>How long each waited, in milliseconds.</summary>
    private async Task<double[]> Round(HttpClient[] people, HttpClient grace, Guid program)
    {
        var session = await Session(new(program));
        var path = $"/api/v1/sessions/{session}";
        var waited = await Task.WhenAll(people.Select(person => Click(person, $"{path}/enrolment")));
        var told = await grace.GetFromJsonAsync<JsonElement>($"{path}/registration");
        var line = await grace.GetFromJsonAsync<JsonElement>($"{path}/waiting-list?limit=1000");
        var places = people.Length / 3;
        var inLine = line.EnumerateArray().Select(w => w.GetProperty("placeInLine").GetInt32());
        var names = line.EnumerateArray()
            .Select(w => w.GetProperty("userName").GetString())
            .Distinct(StringComparer.Ordinal);
        if (
            told.GetProperty("enrolled").GetInt32() != places
            || names.Count() != people.Length - places
            || !inLine.SequenceEqual(Enumerable.Range(1, people.Length - places))
        )
        {
            throw new InvalidOperationException($"Somebody was lost: {told}");
        }

        return waited;
    }

    private static async Task<double> Click(HttpClient person, string enrolment)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await person.PutAsJsonAsync(enrolment, new { attendance = "onSite" });
        answer.EnsureSuccessStatusCode();
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>A session to come, for a third of those who will click; no wiki is asked, for the log is told by hand.</summary>
    private async Task<SessionId> Session(ProgramId program)
    {
        var session = new SessionId(Guid.NewGuid());
        var now = TimeProvider.System.GetUtcNow();
        var plan = SessionLog.Plan(session) with
        {
            Program = program,
            Start = now.AddDays(1),
            End = now.AddDays(2),
            TrackedUntil = now.AddDays(9),
        };
        object[] events = [plan, new RegistrationPlanned(session, null, null, scale.Clicks / 3, now)];
        var append = new StreamAppend(session.Value, "session", ExpectedVersion.NoStream, events);
        var appended = await store.Log.Append(append, Cause.System, CancellationToken.None);
        return appended.Accepted ? session : throw new InvalidOperationException($"Not planned: {appended.Refusal}");
    }
}
