using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>What a person coordinates: where they were appointed, and the sessions there and below.</summary>
internal sealed class Coordinated(NpgsqlDataSource database) : IPersonalData
{
    private static readonly string Appointed = Sql.Read(typeof(Coordinated).Assembly, "Appointments.sql");
    private static readonly string Below = Sql.Read(typeof(Coordinated).Assembly, "CoordinatedBy.sql");

    /// <summary>The organiser, campaign, program or session that somebody coordinates, and since when.</summary>
    internal sealed record Appointment(NodeKind Kind, Guid Id, string Title, string Page, DateTimeOffset Since);

    public string Field => "coordinates";

    /// <summary>The appointments, the first one first.</summary>
    public Task<IReadOnlyList<Appointment>> Appointments(PersonId person, CancellationToken cancellation) =>
        database.Query(Appointed, Read, cancellation, Sql.Arg(person.Value));

    /// <summary>The sessions, unlisted ones too, the latest first.</summary>
    public Task<IReadOnlyList<SessionPlan>> Sessions(PersonId person, CancellationToken cancellation) =>
        database.Query(
            $"{Contracts.Sessions.Query} where {Below} order by s.starts desc, s.slug",
            Contracts.Sessions.Read,
            cancellation,
            Sql.Arg(person.Value)
        );

    /// <summary>
    /// The sessions of a program as somebody plans with them, in the order of their start: the listed ones, and of the
    /// unlisted ones those that they coordinate, or <paramref name="all"/>.
    /// </summary>
    public Task<IReadOnlyList<SessionPlan>> SessionsIn(
        ProgramId program,
        PersonId person,
        bool all,
        CancellationToken cancellation
    ) =>
        database.Query(
            $"{Contracts.Sessions.Query} where s.program_id = $2 and (s.listed or $3 or {Below}) order by s.starts, s.slug",
            Contracts.Sessions.Read,
            cancellation,
            Sql.Arg(person.Value),
            Sql.Arg(program.Value),
            Sql.Arg(all)
        );

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(Appointed, Read, cancellation, Sql.Arg(person.Value));

    private static Appointment Read(NpgsqlDataReader row)
    {
        var kind = Enum.Parse<NodeKind>(row.GetString(0));
        var page = $"/{kind.ToString().ToLowerInvariant()}s/{row.GetString(2)}";
        return new(kind, row.GetGuid(1), row.GetString(3), page, row.GetFieldValue<DateTimeOffset>(4));
    }
}
