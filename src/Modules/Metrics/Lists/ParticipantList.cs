using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Downloads;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// A person enrolled, and what they did. <paramref name="Experience"/> is <c>new</c> or <c>returning</c> as the figures
/// count them, <c>unknown</c> where no wiki tells since when they have an account, otherwise null.
/// <paramref name="Retained"/> is said of new editors alone, and null until it is known.
/// </summary>
internal sealed record FactParticipant(
    PersonId? Person,
    string? User,
    long Sessions,
    bool Present,
    string? Experience,
    bool? Retained,
    long Edits,
    long ContentEdits,
    long PagesCreated,
    long PagesImproved,
    long BytesAdded,
    long BytesRemoved,
    long ReferencesAdded,
    long ReferencesRemoved,
    long FilesUploaded
);

/// <summary>The people enrolled with their figures, in the order of their ids; no e-mail addresses, which nobody has here.</summary>
internal sealed class ParticipantList : IFactList<FactParticipant>
{
    /// <summary>Of so many people the facts are looked up one by one; of more, all facts are read.</summary>
    private const int Some = 500;

    private static readonly string Who = Sql.Read(typeof(ParticipantList).Assembly, "FactPeople.sql");
    private static readonly string What = Sql.Read(typeof(ParticipantList).Assembly, "FactParticipants.sql");

    public string Name => "participants";

    public bool IsOfPeople => true;

    public bool IsCounted => true;

    public IReadOnlyList<Column<FactParticipant>> Columns =>
        [
            new("user_name", p => p.User),
            new("sessions", p => p.Sessions),
            new("present", p => p.Present),
            new("experience", p => p.Experience),
            new("retained", p => p.Retained),
            new("edits", p => p.Edits),
            new("content_edits", p => p.ContentEdits),
            new("pages_created", p => p.PagesCreated),
            new("pages_improved", p => p.PagesImproved),
            new("bytes_added", p => p.BytesAdded),
            new("bytes_removed", p => p.BytesRemoved),
            new("references_added", p => p.ReferencesAdded),
            new("references_removed", p => p.ReferencesRemoved),
            new("files_uploaded", p => p.FilesUploaded),
        ];

    public IReadOnlyList<Column<FactParticipant>> Wikitext =>
        [
            // Accounts are global: on Meta-Wiki everybody has a page of their own.
            new("User", p => p.User is null or People.Former ? p.User : new WikitextLink($"User:{p.User}", p.User)),
            new("Experience", p => p.Experience),
            new("Edits", p => p.Edits),
            new("Pages created", p => p.PagesCreated),
            new("Pages improved", p => p.PagesImproved),
            new("Bytes added", p => p.BytesAdded),
            new("Files", p => p.FilesUploaded),
        ];

    public string CursorOf(FactParticipant row) => $"{row.Person}";

    public async Task<IReadOnlyList<FactParticipant>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        CancellationToken cancellation
    )
    {
        await PlanHints.ForAll(query.Scope, connection, cancellation);
        var people = await PeopleOf(connection, query, cancellation);
        if (people.Count <= Some)
        {
            await PlanHints.ForSome(connection, cancellation);
        }

        return await Of(people, connection, query, cancellation);
    }

    /// <summary>Who is on the list, in the order of their ids.</summary>
    public static Task<IReadOnlyList<PersonId>> PeopleOf(
        NpgsqlConnection connection,
        FactQuery query,
        CancellationToken cancellation
    ) =>
        connection.Query(
            Who,
            row => new PersonId(row.GetGuid(0)),
            cancellation,
            [.. query.Parameters, Sql.ArgOrNull(Behind(query.After), NpgsqlDbType.Uuid), query.Most]
        );

    /// <summary>What these people did, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<FactParticipant>> Of(
        IReadOnlyCollection<PersonId> people,
        NpgsqlConnection connection,
        FactQuery query,
        CancellationToken cancellation
    ) =>
        await query.Names.Name(
            await connection.Query(
                What,
                Read,
                cancellation,
                [
                    .. query.Scope.Parameters,
                    query.Filter.OfWiki,
                    query.Filter.OfPage,
                    Sql.Arg(people.Select(p => p.Value).ToArray()),
                ]
            ),
            p => p.Person,
            (p, person, user) => p with { Person = person, User = user },
            cancellation
        );

    internal static Guid? Behind(string? cursor) =>
        cursor is null ? null
        : Guid.TryParse(cursor, out var id) ? id
        : throw FactCursor.NoCursor();

    private static FactParticipant Read(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            User: null,
            row.GetInt64(1),
            row.GetBoolean(2),
            row.TextOrNull(3),
            row.IsDBNull(4) ? null : row.GetBoolean(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8),
            row.GetInt64(9),
            row.GetInt64(10),
            row.GetInt64(11),
            row.GetInt64(12),
            row.GetInt64(13)
        );
}
