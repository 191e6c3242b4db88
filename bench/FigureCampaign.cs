using System.Diagnostics;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Contracts;
using Activity = CampaignDashboard.Metrics.Activity;

namespace CampaignDashboard.Bench;

/// <summary>A campaign of many sessions with people of their own, planned at a Host and filled with page updates.</summary>
internal sealed class FigureCampaign(BenchStore store, Scale scale)
{
    private const int PeopleOfSession = 20;

    private const string Position = "select last_seq_id from events.mt_event_progression where name = 'figures:all'";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly SessionId[] sessions =
    [
        .. Enumerable.Range(0, scale.FigureSessions).Select(_ => new SessionId(Guid.NewGuid())),
    ];

    /// <summary>How many updates there are.</summary>
    public int Made { get; private set; }

    /// <summary>One of the sessions.</summary>
    public SessionId Session => sessions[0];

    public string Size =>
        $"{scale.FigureSessions} sessions, {scale.FigureSessions * PeopleOfSession:#,0} people, {scale.FigureUpdates:#,0} updates";

    /// <summary>The session, program, campaign and organiser, by the word of their address.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> Plan(HttpClient grace)
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
            await Plan(n, new(program));
        }

        return new Dictionary<string, Guid>(StringComparer.Ordinal)
        {
            ["sessions"] = Session.Value,
            ["programs"] = program,
            ["campaigns"] = campaign,
            ["organisers"] = organiser,
        };
    }

    /// <summary>The updates of each session in answers of 500, as a wiki gives them, several sessions side by side; so many a second.</summary>
    public async Task<double> Ingest()
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
        Made = each * sessions.Length;
        return Made / clock.Elapsed.TotalSeconds;
    }

    /// <summary>So many more updates of the session.</summary>
    public async Task Edit(int count)
    {
        await Append(0, [.. Enumerable.Range(Made, count)], CancellationToken.None);
        Made += count;
    }

    /// <summary>Completes when the Host's facts have all updates.</summary>
    public async Task Reached()
    {
        using var limit = new CancellationTokenSource(Patience);
        var last = await store.Get<Replay>().LastPosition(limit.Token);
        while ((await store.Database.Query(Position, row => row.GetInt64(0), limit.Token))[0] < last)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task Plan(int number, ProgramId program)
    {
        var session = sessions[number];
        object[] plan = [SessionLog.Plan(session) with { Program = program }];
        object[] roster =
        [
            .. Enumerable
                .Range(0, PeopleOfSession)
                .Select(p => new ParticipantEnrolled(session, Person(number, p), Attendance.OnSite, PageUpdates.From)),
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
}
