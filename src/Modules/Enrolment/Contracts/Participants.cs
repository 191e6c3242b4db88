using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>Looks up who takes part in a session now, for the modules downstream.</summary>
public sealed class Participants(NpgsqlDataSource database)
{
    private const string Query =
        "select person_id from roster.participant where session_id = $1 order by since, person_id";

    /// <summary>The people enrolled now, in the order in which they came.</summary>
    public Task<IReadOnlyList<PersonId>> Of(SessionId session, CancellationToken cancellation = default) =>
        database.Query(Query, row => new PersonId(row.GetGuid(0)), cancellation, Sql.Arg(session.Value));
}
