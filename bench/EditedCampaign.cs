using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Bench;

/// <summary>
/// A campaign as a wiki tells of it: sessions of twenty people each, and the edits that these made, in answers of 500 rows,
/// made and compressed beforehand. The first <paramref name="running"/> sessions run now, the others ended ten days ago.
/// </summary>
internal sealed class EditedCampaign(int number, int sessions, int updates, int running)
{
    public const string Wiki = "enwiki";

    private const int PeopleOfSession = 20;
    private const int RowsAnAnswer = 500;

    private static readonly DateTimeOffset Now = WholeSecond(TimeProvider.System.GetUtcNow());

    private readonly int each = updates / sessions;

    public SessionId[] Sessions { get; } =
    [.. Enumerable.Range(0, sessions).Select(_ => new SessionId(Guid.NewGuid()))];

    /// <summary>How many edits there are in all.</summary>
    public int Updates => each * Sessions.Length;

    /// <summary>How many answers tell of the edits of a session.</summary>
    public int AnswersASession => (each + RowsAnAnswer - 1) / RowsAnAnswer;

    /// <summary>From when a session's edits count, for a week.</summary>
    public DateTimeOffset From(int session) => session < running ? Now.AddDays(-3) : Now.AddDays(-17);

    public IEnumerable<string> People(int session) =>
        Enumerable.Range(0, PeopleOfSession).Select(n => $"Runner {number:00} {session:000} {n:00}");

    /// <summary>The session of a person; null: none of this campaign.</summary>
    public int? SessionOf(string person) =>
        person.Split(' ') is ["Runner", var of, var session, _] && int.Parse(of, CultureInfo.InvariantCulture) == number
            ? int.Parse(session, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The nth answer about a session's people, compressed as wikis send it.</summary>
    public byte[] Answer(int session, int nth)
    {
        var first = nth * RowsAnAnswer;
        var last = Math.Min(first + RowsAnAnswer, each);
        return Compressed(json =>
        {
            if (last < each)
            {
                json.WriteStartObject("continue");
                json.WriteString("uccontinue", $"{nth + 1}");
                json.WriteString("continue", "-||siteinfo");
                json.WriteEndObject();
            }

            json.WriteStartObject("query");
            json.WriteStartArray("usercontribs");
            for (var n = first; n < last; n++)
            {
                WriteEdit(json, session, n, From(session).AddSeconds(60 * n % 172_800));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>An answer of edits that were saved just now, numbered from <paramref name="first"/> on.</summary>
    public byte[] JustSaved(int session, int first, int count)
    {
        var at = WholeSecond(TimeProvider.System.GetUtcNow());
        return Compressed(json =>
        {
            json.WriteStartObject("query");
            json.WriteStartArray("usercontribs");
            for (var n = first; n < first + count; n++)
            {
                WriteEdit(json, session, each + n, at);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Plans the campaign in the log; its people enrol.</summary>
    public async Task Plan(EventLog log, People people)
    {
        var (organiser, campaign, program) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var grace = (await people.Remember([HostUnderTest.Administrator], CancellationToken.None)).Values.Single();
        await Happened(organiser, "organiser", new OrganiserRegistered(new(organiser), "W", $"w{number}", grace, Now));
        await Happened(
            campaign,
            "campaign",
            new CampaignStarted(new(campaign), new(organiser), "C", $"c{number}", "", Now)
        );
        await Happened(program, "program", new ProgramPlanned(new(program), new(campaign), "P", $"p{number}", "", Now));
        for (var n = 0; n < Sessions.Length; n++)
        {
            var (session, from) = (Sessions[n], From(n));
            var plan = SessionLog.Plan(session) with { Program = new(program), TrackedFrom = from };
            await Happened(session.Value, "session", plan with { TrackedUntil = from.AddDays(7) });
            var known = await people.Remember([.. People(n)], CancellationToken.None);
            var enrolled = known.Values.Select(p => new ParticipantEnrolled(session, p, Attendance.OnSite, from));
            await Happened(EnrolmentStreams.Roster(session), "roster", [.. enrolled]);
        }

        async Task Happened(Guid stream, string type, params object[] events)
        {
            var append = new StreamAppend(stream, type, ExpectedVersion.NoStream, events);
            var appended = await log.Append(append, Cause.System, CancellationToken.None);
            if (!appended.Accepted)
            {
                throw new InvalidOperationException($"Not planned: {appended.Refusal}");
            }
        }
    }

    private void WriteEdit(Utf8JsonWriter json, int session, int n, DateTimeOffset at)
    {
        var person = $"Runner {number:00} {session:000} {n / 5 % PeopleOfSession:00}";
        var revision = (((((number * 1_000L) + session) * 1_000_000L) + n) * 2) + 1_000_000_000L;
        // One edit of fifty is in a sandbox of the author's own, whose title is not for the log.
        var isSandbox = n % 50 == 49;
        json.WriteStartObject();
        json.WriteNumber("userid", 40_000_000 + session);
        json.WriteString("user", person);
        json.WriteNumber("pageid", 70_000_000 + (n / 5));
        json.WriteNumber("revid", revision);
        json.WriteNumber("parentid", n % 5 == 0 ? 0 : revision - 1);
        json.WriteNumber("ns", isSandbox ? 2 : 0);
        json.WriteString("title", isSandbox ? $"User:{person}/sandbox" : $"Women in science, part {n / 5}");
        json.WriteString(
            "timestamp",
            at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );
        json.WriteBoolean("new", n % 5 == 0);
        json.WriteBoolean("minor", n % 7 == 0);
        json.WriteBoolean("top", n % 5 == 4);
        json.WriteString("comment", $"/* Life */ her years at the university, step {n}");
        json.WriteNumber("size", 3_000 + (n % 4_000));
        json.WriteNumber("sizediff", 120 + (n % 900));
        json.WriteStartArray("tags");
        json.WriteStringValue("visualeditor");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Compressed(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var json = new Utf8JsonWriter(zip))
        {
            json.WriteStartObject();
            json.WriteBoolean("batchcomplete", value: true);
            write(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
