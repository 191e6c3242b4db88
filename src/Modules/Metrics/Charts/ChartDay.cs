using CampaignDashboard.Web.Localisation;

namespace CampaignDashboard.Metrics.Charts;

/// <summary>
/// A day (UTC), or the month that begins with it. Participants, editors, pages and files are those that were not there
/// before, so that the sum of all days is the figure.
/// </summary>
internal sealed record ChartDay(
    DateOnly Day,
    long Edits,
    long ContentEdits,
    long BytesAdded,
    long BytesRemoved,
    long Participants,
    long Editors,
    long PagesEdited,
    long PagesCreated,
    long FilesUploaded
)
{
    /// <summary>So many days are shown one by one; more than that as months.</summary>
    private const int MostDays = 92;

    /// <summary>The figures whose course over the days is known, by their keys.</summary>
    private static readonly Dictionary<string, Func<ChartDay, long>> Courses = new(StringComparer.Ordinal)
    {
        ["participants"] = d => d.Participants,
        ["editors"] = d => d.Editors,
        ["edits"] = d => d.Edits,
        ["contentEdits"] = d => d.ContentEdits,
        ["pagesEdited"] = d => d.PagesEdited,
        ["pagesCreated"] = d => d.PagesCreated,
        ["pagesImproved"] = d => d.PagesEdited - d.PagesCreated,
        ["bytesAdded"] = d => d.BytesAdded,
        ["bytesRemoved"] = d => d.BytesRemoved,
        ["bytesNet"] = d => d.BytesAdded + d.BytesRemoved,
        ["bytesAbsolute"] = d => d.BytesAdded - d.BytesRemoved,
        ["wordsAdded"] = d => d.BytesAdded,
        ["filesUploaded"] = d => d.FilesUploaded,
    };

    /// <summary>Whether it is known how a figure grew.</summary>
    public static bool HasCourse(string figure) => Courses.ContainsKey(figure);

    /// <summary>What a figure was at the end of each day.</summary>
    public static IReadOnlyList<long> CourseOf(string figure, IEnumerable<ChartDay> days)
    {
        var (sum, all) = (0L, new List<long>());
        foreach (var day in days)
        {
            sum += Courses[figure](day);
            all.Add(figure == "wordsAdded" ? Figures.Words(sum) : sum);
        }

        return all;
    }

    /// <summary>All days from the first to the last, those without any fact too; a long time as months.</summary>
    public static (IReadOnlyList<ChartDay> Days, bool AreMonths) Filled(IReadOnlyList<ChartDay> days)
    {
        if (days.Count == 0)
        {
            return ([], false);
        }

        var areMonths = days[^1].Day.DayNumber - days[0].Day.DayNumber >= MostDays;
        var known = days.GroupBy(d => areMonths ? new DateOnly(d.Day.Year, d.Day.Month, 1) : d.Day)
            .ToDictionary(g => g.Key, g => g.Aggregate((a, b) => a.With(b) with { Day = g.Key }));
        List<ChartDay> all = [];
        for (var day = known.Keys.Min(); day <= known.Keys.Max(); day = areMonths ? day.AddMonths(1) : day.AddDays(1))
        {
            all.Add((known.GetValueOrDefault(day) ?? Nothing) with { Day = day });
        }

        return (all, areMonths);
    }

    /// <summary>How a day, or a month, is written.</summary>
    public string NameIn(Localiser language, bool isMonth) =>
        isMonth ? Day.ToString("Y", language.Language.Culture) : language.Date(Day);

    private static readonly ChartDay Nothing = new(default, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private ChartDay With(ChartDay other) =>
        new(
            Day,
            Edits + other.Edits,
            ContentEdits + other.ContentEdits,
            BytesAdded + other.BytesAdded,
            BytesRemoved + other.BytesRemoved,
            Participants + other.Participants,
            Editors + other.Editors,
            PagesEdited + other.PagesEdited,
            PagesCreated + other.PagesCreated,
            FilesUploaded + other.FilesUploaded
        );
}
