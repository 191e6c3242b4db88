using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Prose;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>Reads sessions as entries of calendars.</summary>
internal sealed class SessionCalendars(NpgsqlDataSource database)
{
    private static readonly string Entries = Sql.Read(typeof(SessionCalendars).Assembly, "CalendarEntries.sql");

    /// <summary>One session, listed or not.</summary>
    public Task<IReadOnlyList<CalendarEntry>> Of(SessionId session, Uri site, CancellationToken cancellation) =>
        database.Query(
            $"{Entries} where s.session_id = $1",
            row => Read(row, site),
            cancellation,
            Sql.Arg(session.Value)
        );

    /// <summary>The listed sessions that meet the conditions, in the order of their start.</summary>
    public Task<IReadOnlyList<CalendarEntry>> Of(
        SessionConditions conditions,
        Uri site,
        CancellationToken cancellation
    ) =>
        database.Query(
            $"{Entries} where {conditions.Text} order by s.starts, s.session_id",
            row => Read(row, site),
            cancellation,
            conditions.Parameters
        );

    private static CalendarEntry Read(NpgsqlDataReader row, Uri site) =>
        new(
            row.GetGuid(0),
            row.GetString(2),
            MarkdownProse.Text(row.GetString(3)),
            Place(row.GetString(4), row.IsDBNull(11) ? "" : row.GetString(11)),
            row.IsDBNull(12) || row.IsDBNull(13) ? null : (row.GetDecimal(12), row.GetDecimal(13)),
            new Uri(site, $"sessions/{row.GetString(1)}"),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetFieldValue<DateTimeOffset>(6),
            row.GetInt64(7),
            row.GetFieldValue<DateTimeOffset>(8),
            row.GetFieldValue<DateTimeOffset>(9),
            row.GetBoolean(10)
        );

    private static string Place(string venue, string address) =>
        string.Join(", ", new[] { venue, address }.Where(part => part.Length > 0));
}
