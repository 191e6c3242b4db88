using System.Globalization;
using System.Text.Json;

namespace CampaignDashboard.Demo;

/// <summary>How the API writes JSON: camel case.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = JsonSerializerOptions.Web;
}

/// <summary>What was made.</summary>
internal sealed record Made(Guid Id);

/// <summary>What every thing with a page says of itself; <paramref name="Page"/> is a path.</summary>
internal sealed record Shown(Guid Id, string Page);

/// <summary>A session to be scheduled, in local times of its time zone; a date as an end is the end of that day.</summary>
internal sealed record SessionRequest(
    string Title,
    string TimeZone,
    string Start,
    string End,
    IReadOnlyList<string> Wikis,
    string TrackedFrom,
    string TrackedUntil,
    string Venue,
    string Description
);

/// <summary>What became of each name that was to be enrolled.</summary>
internal sealed record EnrolAnswer(int Enrolled, IReadOnlyList<NameVerdict> Names, long Position);

/// <summary><paramref name="Result"/> is <c>enrolled</c>, or what was wrong, in <paramref name="Reason"/> said to people.</summary>
internal sealed record NameVerdict(string Asked, string Result, string? Reason)
{
    public bool IsEnrolled => string.Equals(Result, "enrolled", StringComparison.Ordinal);
}

/// <summary>What became of each title that was to be offered.</summary>
internal sealed record OfferAnswer(int Offered, IReadOnlyList<TitleVerdict> Titles, long Position);

/// <summary><paramref name="Article"/> is its id; <paramref name="Exists"/> false is a red link.</summary>
internal sealed record TitleVerdict(string Asked, string Result, Guid? Article, string? Title, bool Exists);

/// <summary>A data update; <paramref name="Added"/> counts the page updates that were new.</summary>
internal sealed record DataUpdate(
    Guid Id,
    string State,
    int? Added,
    long? Position,
    IReadOnlyList<WikiProblem> Problems
)
{
    public bool IsCompleted => string.Equals(State, "completed", StringComparison.Ordinal);
}

/// <summary>What could not be read from a wiki.</summary>
internal sealed record WikiProblem(string Wiki, string Code, string Reason);

/// <summary>The statistics of a session, with what makes them defensible.</summary>
internal sealed record Statistics(
    Guid Session,
    int DefinitionVersion,
    StatisticsWindow Window,
    StatisticsInstant AsOf,
    IReadOnlyDictionary<string, long?> Figures
)
{
    public static Statistics Of(byte[] json) => JsonSerializer.Deserialize<Statistics>(json, ApiJson.Options)!;
}

/// <summary>A half-open window, UTC.</summary>
internal sealed record StatisticsWindow(DateTimeOffset From, DateTimeOffset Until);

/// <summary>The last event that the figures rest on.</summary>
internal sealed record StatisticsInstant(long Position, DateTimeOffset At);

/// <summary>A public event, a CloudEvent 1.0; <paramref name="Position"/> is where to go on after it.</summary>
internal sealed record FeedEvent(Guid Id, string Type, string Subject, DateTimeOffset Time, string Position)
{
    public long Number => long.Parse(Position, CultureInfo.InvariantCulture);
}
