using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Host;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Contracts;
using Activity = CampaignDashboard.Metrics.Activity;

namespace CampaignDashboard.Bench;

/// <summary>
/// A campaign of many sessions at a whole Host over HTTP: how fast its page updates come into the log and into the facts,
/// how long figures take on every level, and how soon an update's edits are in a session's figures. A wrong number fails the
/// bench.
/// </summary>
internal sealed class FigureRows(BenchStore store, Scale scale)
{
    public const string Name = "figures";

    private const int PeopleOfSession = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly SessionId[] sessions =
    [
        .. Enumerable.Range(0, scale.FigureSessions).Select(_ => new SessionId(Guid.NewGuid())),
    ];
    private int made;

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "figures", CancellationToken.None);
        await using var host = await HostUnderTest.Start(cluster.ConnectionString("figures"));
        var rows = new FigureRows(store, scale);
        using var grace = await host.SignedIn(HostUnderTest.Administrator);
        var nodes = await rows.Plan(grace);
        var size =
            $"{scale.FigureSessions} sessions, {scale.FigureSessions * PeopleOfSession:#,0} people, {scale.FigureUpdates:#,0} updates";
        yield return new($"{Name}: {size}, into the log", Row.Rate, [await rows.Ingest()], Goal.AtLeast(50_000));
        yield return new(
            $"{Name}: the facts follow, all in all",
            Row.Rate,
            [await rows.Follow(grace, nodes["campaigns"])],
            Goal.AtLeast(50_000)
        );
        foreach (var (kind, id) in nodes)
        {
            var path = $"/api/v1/{kind}/{id}/statistics";
            yield return new($"{Name}: the first answer of {kind}", Row.Milliseconds, [await Asked(grace, path)]);
            var again = new double[scale.FigureReads];
            for (var read = 0; read < again.Length; read++)
            {
                again[read] = await Asked(grace, path);
            }

            yield return new(
                $"{Name}: of {kind}, p99",
                Row.Milliseconds,
                [Quantile.Of(again, 0.99)],
                Goal.Below(50, "ms")
            );
        }

        yield return new(
            $"{Name}: 100 new edits are in a session's figures",
            Row.Milliseconds,
            await rows.Visible(grace),
            Goal.Below(1_000, "ms")
        );
    }

    /// <summary>The organiser, campaign, program and one session, by the word of their address.</summary>
    private async Task<IReadOnlyDictionary<string, Guid>> Plan(HttpClient grace)
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
        var program = await HostUnderTest.Make(grace, $"/api/v1/campaigns/{campaign}/programs", new { title = "2026" });
        for (var n = 0; n < sessions.Length; n++)
        {
            var session = sessions[n];
            object[] plan = [SessionLog.Plan(session) with { Program = new(program) }];
            object[] roster =
            [
                .. Enumerable
                    .Range(0, PeopleOfSession)
                    .Select(p => new ParticipantEnrolled(session, Person(n, p), Attendance.OnSite, PageUpdates.From)),
            ];
            await store.Log.Append(
                [
                    new(session.Value, "session", ExpectedVersion.NoStream, plan),
                    new(EnrolmentStreams.Roster(session), "roster", ExpectedVersion.NoStream, roster),
                ],
                Cause.System,
                CancellationToken.None
            );
        }

        return new Dictionary<string, Guid>(StringComparer.Ordinal)
        {
            ["sessions"] = sessions[0].Value,
            ["programs"] = program,
            ["campaigns"] = campaign,
            ["organisers"] = organiser,
        };
    }

    /// <summary>The updates of each session in answers of 500, as a wiki gives them; several sessions side by side.</summary>
    private async Task<double> Ingest()
    {
        var each = scale.FigureUpdates / sessions.Length;
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, sessions.Length),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (n, stop) =>
            {
                foreach (var answer in Enumerable.Range(0, each).Chunk(500))
                {
                    await Append(n, [.. answer.Select(u => (n * each) + u)], stop);
                }
            }
        );
        made = each * sessions.Length;
        return made / clock.Elapsed.TotalSeconds;
    }

    private async Task Append(int session, int[] numbers, CancellationToken cancellation) =>
        await store.Log.AppendOnce<Activity>(
            Activity.StreamOf(sessions[session]),
            [.. numbers.Select(n => Of(session, n)).Select(u => (Activity.KeyOf(u.Wiki, u.Revision), (object)u))],
            Cause.System,
            cancellation
        );

    private PageUpdateRecorded Of(int session, int number) =>
        PageUpdates.Of(sessions[session], number) with
        {
            Person = Person(session, number % PeopleOfSession),
        };

    private static PersonId Person(int session, int number) =>
        new(new Guid(session, 2, (short)number, [1, 2, 3, 4, 5, 6, 7, 8]));

    /// <summary>From the beginning of the ingest until the campaign's figures have all of it.</summary>
    private async Task<double> Follow(HttpClient grace, Guid campaign)
    {
        var clock = Stopwatch.StartNew();
        await Reached();
        var figures = await Figures(grace, $"/api/v1/campaigns/{campaign}/statistics");
        if (figures.GetProperty("edits").GetInt64() != made)
        {
            throw new InvalidOperationException($"{made} edits were made, and these counted: {figures}");
        }

        return made / clock.Elapsed.TotalSeconds;
    }

    private async Task Reached()
    {
        using var limit = new CancellationTokenSource(Patience);
        var daemon = store.NewDaemon();
        await daemon.Reach(store.Figures.Name, await store.Get<Replay>().LastPosition(limit.Token), limit.Token);
    }

    /// <summary>From the append of 100 edits until a session's figures have them, as somebody sees who asks without rest.</summary>
    private async Task<double[]> Visible(HttpClient grace)
    {
        var path = $"/api/v1/sessions/{sessions[0]}/statistics";
        var waited = new double[scale.Rounds];
        for (var round = 0; round < waited.Length; round++)
        {
            var before = (await Figures(grace, path)).GetProperty("edits").GetInt64();
            var clock = Stopwatch.StartNew();
            await Append(0, [.. Enumerable.Range(made, 100)], CancellationToken.None);
            made += 100;
            while ((await Figures(grace, path)).GetProperty("edits").GetInt64() < before + 100)
            {
                if (clock.Elapsed > Patience)
                {
                    throw new InvalidOperationException("The edits never came.");
                }
            }

            waited[round] = clock.Elapsed.TotalMilliseconds;
        }

        return waited;
    }

    private static async Task<JsonElement> Figures(HttpClient grace, string path) =>
        (await grace.GetFromJsonAsync<JsonElement>(path)).GetProperty("figures");

    private static async Task<double> Asked(HttpClient grace, string path)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await grace.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return clock.Elapsed.TotalMilliseconds;
    }
}
