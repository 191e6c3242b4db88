using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Problems;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Reads listed sessions by conditions, in the order of their start, a page at a time. A page begins behind a session, not
/// behind a number of them, so whatever is added meanwhile, nothing comes twice and nothing is left out.
/// </summary>
internal sealed class SessionListing(NpgsqlDataSource database)
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>At most so many sessions behind the cursor.</summary>
    /// <exception cref="MalformedRequestException">That is no cursor (400).</exception>
    public Task<IReadOnlyList<SessionPlan>> Page(
        SessionConditions conditions,
        string? after,
        int size,
        CancellationToken cancellation
    )
    {
        var (sql, parameters) = PageQuery(conditions, after, size);
        return database.Query(sql, Sessions.Read, cancellation, parameters);
    }

    /// <summary>The query of a page, as the database is asked.</summary>
    internal static (string Sql, NpgsqlParameter[] Parameters) PageQuery(
        SessionConditions conditions,
        string? after,
        int size
    )
    {
        var paged = conditions.Copy();
        var (beyond, order) = conditions.LatestFirst ? ("<", " desc") : (">", "");
        if (after is not null)
        {
            var (start, id) = Read(after);
            paged.Add($"(s.starts, s.session_id) {beyond} ({paged.Bind(start)}, {paged.Bind(id)})");
        }

        var limit = paged.Bind(size);
        var sql = $"{Sessions.Query} where {paged.Text} order by s.starts{order}, s.session_id{order} limit {limit}";
        return (sql, paged.Parameters);
    }

    /// <summary>How many there are.</summary>
    public async Task<long> Count(SessionConditions conditions, CancellationToken cancellation) =>
        (
            await database.Query(
                $"select count(*) from inventory.session s where {conditions.Text}",
                row => row.GetInt64(0),
                cancellation,
                conditions.Parameters
            )
        )[0];

    /// <summary>Where a page that ends with this session ends: its start in microseconds since 1970, and its id.</summary>
    public static string CursorOf(SessionPlan session) =>
        string.Create(CultureInfo.InvariantCulture, $"{Microseconds(session.Start)}_{session.Id.Value:N}");

    private static (DateTimeOffset Start, Guid Id) Read(string cursor)
    {
        var parts = cursor.Split('_');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start)
            && start >= Microseconds(DateTimeOffset.MinValue)
            && start <= Microseconds(DateTimeOffset.MaxValue)
            && Guid.TryParseExact(parts[1], "N", out var id)
            ? (Epoch.AddTicks(start * TimeSpan.TicksPerMicrosecond), id)
            : throw new MalformedRequestException("after", "after is the cursor of a page before this one.");
    }

    private static long Microseconds(DateTimeOffset instant) => (instant - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
