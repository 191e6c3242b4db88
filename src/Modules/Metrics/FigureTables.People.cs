using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>People: who was there, who coordinates, who is new, who came back.</summary>
internal sealed partial class FigureTables
{
    private const string SetPresence =
        "update participation p set present = c.present from unnest($1, $2, $3) as c (session_id, person_id, present) where p.session_id = c.session_id and p.person_id = c.person_id";
    private const string SetWalkIns =
        "update session_scope s set walk_ins = c.people from unnest($1, $2) as c (session_id, people) where s.session_id = c.session_id";
    private const string Appoint =
        "insert into coordinator (node_id, person_id) select * from unnest($1, $2) on conflict do nothing";
    private const string Dismiss =
        "delete from coordinator c using unnest($1, $2) as gone (node_id, person_id) where c.node_id = gone.node_id and c.person_id = gone.person_id";
    private const string TouchCoordination =
        "insert into coordination (node_id, position, at) select * from unnest($1, $2, $3) on conflict (node_id) do update set position = excluded.position, at = excluded.at";
    private const string SetRegistrations =
        "insert into registration (session_id, person_id, registered_at) select * from unnest($1, $2, $3) on conflict (session_id, person_id) do update set registered_at = excluded.registered_at";
    private const string SetEarlierEdits =
        "insert into earlier_edit (session_id, person_id, before, found) select * from unnest($1, $2, $3, $4) on conflict (session_id, person_id) do update set before = excluded.before, found = excluded.found";
    private const string AddRetained =
        "insert into retained (session_id, person_id, made_at) select * from unnest($1, $2, $3) on conflict do nothing";
    private const string SetRetentionChecked =
        "update session_scope s set retention_until = c.until from unnest($1, $2) as c (session_id, until) where s.session_id = c.session_id";

    private static async Task Presence(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var seen = events.Select(e => PresenceOf(e.Data)).OfType<(Guid Session, Guid Person, bool Present)>();
        await Each(
            LastOf(seen, s => (s.Session, s.Person)),
            people =>
                connection.Execute(
                    SetPresence,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(people, p => p.Session)),
                    Sql.Arg(Array.ConvertAll(people, p => p.Person)),
                    Sql.Arg(Array.ConvertAll(people, p => p.Present))
                )
        );
        await Each(
            LastOf(Of<WalkInsCounted>(events), w => w.Session),
            counts =>
                connection.Execute(
                    SetWalkIns,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(counts, w => w.Session.Value)),
                    Sql.Arg(Array.ConvertAll(counts, w => w.Count))
                )
        );
    }

    private static (Guid Session, Guid Person, bool Present)? PresenceOf(object e) =>
        e switch
        {
            AttendanceRecorded a => (
                a.Session.Value,
                a.Person.Value,
                a.Presence is Enrolment.Contracts.Presence.OnSite or Enrolment.Contracts.Presence.Remote
            ),
            AttendanceCleared a => (a.Session.Value, a.Person.Value, false),
            _ => null,
        };

    private static async Task Coordinators(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var told = events
            .Select(e => (Event: e, Fact: CoordinationFact.Of(e.Data)))
            .Where(t => t.Fact is not null)
            .Select(t => (t.Event, Fact: t.Fact!.Value))
            .ToArray();
        var last = LastOf(told.Select(t => t.Fact), f => (f.Node, f.Person));
        await Each(
            Array.FindAll(last, f => f.Coordinates),
            some => connection.Execute(Appoint, cancellation, Nodes(some), PeopleOf(some))
        );
        await Each(
            Array.FindAll(last, f => !f.Coordinates),
            some => connection.Execute(Dismiss, cancellation, Nodes(some), PeopleOf(some))
        );
        await Each(
            LastOf(told, t => t.Fact.Node),
            touched =>
                connection.Execute(
                    TouchCoordination,
                    cancellation,
                    Nodes(Array.ConvertAll(touched, t => t.Fact)),
                    Sql.Arg(Array.ConvertAll(touched, t => t.Event.Position)),
                    Sql.Arg(Array.ConvertAll(touched, t => t.Event.Timestamp.UtcDateTime))
                )
        );

        static NpgsqlParameter Nodes(CoordinationFact[] facts) => Sql.Arg(Array.ConvertAll(facts, f => f.Node));
        static NpgsqlParameter PeopleOf(CoordinationFact[] facts) =>
            Sql.Arg(Array.ConvertAll(facts, f => f.Person.Value));
    }

    /// <summary>What tells new editors from those who came back, and who stayed.</summary>
    private static async Task Newcomers(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        await Each(
            LastOf(Of<RegistrationRead>(events), r => (r.Session, r.Person)),
            read =>
                connection.Execute(
                    SetRegistrations,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(read, r => r.Session.Value)),
                    Sql.Arg(Array.ConvertAll(read, r => r.Person.Value)),
                    new NpgsqlParameter
                    {
                        Value = Array.ConvertAll(read, r => r.Registered?.UtcDateTime),
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                    }
                )
        );
        await Each(
            LastOf(Of<EarlierEditsLookedFor>(events), e => (e.Session, e.Person)),
            looked =>
                connection.Execute(
                    SetEarlierEdits,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(looked, e => e.Session.Value)),
                    Sql.Arg(Array.ConvertAll(looked, e => e.Person.Value)),
                    Sql.Arg(Array.ConvertAll(looked, e => e.Before.UtcDateTime)),
                    Sql.Arg(Array.ConvertAll(looked, e => e.Found))
                )
        );
        await Each(
            [.. Of<EditorRetained>(events).DistinctBy(e => (e.Session, e.Person, e.Timestamp))],
            stayed =>
                connection.Execute(
                    AddRetained,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(stayed, e => e.Session.Value)),
                    Sql.Arg(Array.ConvertAll(stayed, e => e.Person.Value)),
                    Sql.Arg(Array.ConvertAll(stayed, e => e.Timestamp.UtcDateTime))
                )
        );
        await Each(
            LastOf(Of<RetentionChecked>(events), e => e.Session),
            asked =>
                connection.Execute(
                    SetRetentionChecked,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(asked, e => e.Session.Value)),
                    Sql.Arg(Array.ConvertAll(asked, e => e.Until.UtcDateTime))
                )
        );
    }
}
