using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>In which sessions a person takes part now.</summary>
internal sealed class Enrolments(NpgsqlDataSource database) : IPersonalData
{
    private const string Query =
        "select session_id, attendance, since from roster.participant where person_id = $1 order by since desc, session_id";

    internal sealed record Enrolment(SessionId Session, Attendance Attendance, DateTimeOffset Since);

    public string Field => "enrolments";

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<Enrolment>> All(PersonId person, CancellationToken cancellation) =>
        database.Query(Query, Read, cancellation, Sql.Arg(person.Value));

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(Query, Read, cancellation, Sql.Arg(person.Value));

    internal static Enrolment Read(NpgsqlDataReader row) =>
        new(new(row.GetGuid(0)), Enum.Parse<Attendance>(row.GetString(1)), row.GetFieldValue<DateTimeOffset>(2));
}

/// <summary>Where a person waits for a place.</summary>
internal sealed class WaitingPlaces(NpgsqlDataSource database) : IPersonalData
{
    private const string Query =
        "select session_id, attendance, since from roster.waiter where person_id = $1 order by since desc, session_id";

    public string Field => "waitingLists";

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<Enrolments.Enrolment>> All(PersonId person, CancellationToken cancellation) =>
        database.Query(Query, Enrolments.Read, cancellation, Sql.Arg(person.Value));

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(Query, Enrolments.Read, cancellation, Sql.Arg(person.Value));
}

/// <summary>What was recorded of a person's attendance.</summary>
internal sealed class Attended(NpgsqlDataSource database) : IPersonalData
{
    private const string Query =
        "select session_id, presence, recorded_at from door.presence where person_id = $1 order by recorded_at desc, session_id";

    public string Field => "attendance";

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(
            Query,
            row => new
            {
                Session = row.GetGuid(0),
                Presence = Enum.Parse<Presence>(row.GetString(1)),
                RecordedAt = row.GetFieldValue<DateTimeOffset>(2),
            },
            cancellation,
            Sql.Arg(person.Value)
        );
}

/// <summary>The articles that a person writes or reviews.</summary>
internal sealed class WrittenArticles(NpgsqlDataSource database) : IPersonalData
{
    private const string Query =
        "select a.article_id, a.session_id, a.wiki, a.title, r.role from articles.article_role r join articles.article a using (article_id) where r.person_id = $1 order by a.session_id, a.title, r.role";

    public string Field => "articles";

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(
            Query,
            row => new
            {
                Id = row.GetGuid(0),
                Session = row.GetGuid(1),
                Wiki = row.GetString(2),
                Title = row.GetString(3),
                Role = ArticleTables.RoleIn(row, 4),
            },
            cancellation,
            Sql.Arg(person.Value)
        );
}
