using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Reads listed sessions by conditions, in the order of their start, a page at a time. A page begins behind a session, not
/// behind a number of them, so whatever is added meanwhile, nothing comes twice and nothing is left out.
/// </summary>
internal sealed class SessionListing(NpgsqlDataSource database)
{
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
        if (Cursors.InstantAndId(after) is var (start, id))
        {
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

    /// <summary>Where a page that ends with this session ends.</summary>
    public static string CursorOf(SessionPlan session) => Cursors.Of(session.Start, session.Id.Value);
}
