using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>A question that a part still has to ask: these people, from where the wiki broke its answer off.</summary>
internal sealed record StillToAsk(IReadOnlyList<PersonId> People, IReadOnlyDictionary<string, string>? Continue);

/// <summary>A reading that has begun: it is gone on with, after a crash too, until nothing is left to ask.</summary>
internal sealed record Part(
    Guid Id,
    IReadOnlyList<Reader> Readers,
    Window Window,
    DateTimeOffset AskedAt,
    IReadOnlyList<StillToAsk> Left,
    IReadOnlyList<PersonId> Rejected
);

/// <summary>Keeps, beside the log, how far contributions were read, so that no request is made twice.</summary>
internal sealed class Cursors(NpgsqlDataSource database) : IErasable
{
    private const string Known =
        "select person_id, name_hash, read_from, read_until, asked_at, rejected from metrics.contribution_cursor where session_id = $1 and wiki = $2";
    private const string Begun =
        "select part_id, people, name_hashes, starts, ends, asked_at, still_to_ask, rejected from metrics.contribution_part where session_id = $1 and wiki = $2 order by starts, part_id";
    private const string Begin =
        "insert into metrics.contribution_part (part_id, session_id, wiki, people, name_hashes, starts, ends, asked_at, still_to_ask) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    private const string Forget =
        "delete from metrics.contribution_cursor where session_id = $1 and wiki = $2 and person_id = any($3)";
    private const string Move =
        "update metrics.contribution_part set still_to_ask = $2, rejected = $3 where part_id = $1";
    private const string DropPart = "delete from metrics.contribution_part where part_id = $1";
    private const string EraseCursors = "delete from metrics.contribution_cursor where person_id = any($1)";
    private const string EraseParts = "delete from metrics.contribution_part where people && $1";

    private static readonly string Save = Sql.Read(typeof(Cursors).Assembly, "SaveCursors.sql");

    /// <summary>What stands for a user name here: enough to see that it has changed.</summary>
    public static string HashOf(string userName) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(userName)));

    /// <summary>How far each person's contributions were read.</summary>
    public async Task<IReadOnlyDictionary<PersonId, Cursor>> Of(
        SessionId session,
        string wiki,
        CancellationToken cancellation
    )
    {
        var rows = await database.Query(
            Known,
            row => new Cursor(
                new(row.GetGuid(0)),
                Convert.ToHexString(row.GetFieldValue<byte[]>(1)),
                row.GetFieldValue<DateTimeOffset>(2),
                row.GetFieldValue<DateTimeOffset>(3),
                row.GetFieldValue<DateTimeOffset>(4),
                row.GetBoolean(5)
            ),
            cancellation,
            Sql.Arg(session.Value),
            Sql.Arg(wiki)
        );
        return rows.ToDictionary(c => c.Person);
    }

    /// <summary>What an earlier run began and did not bring to its end.</summary>
    public Task<IReadOnlyList<Part>> Unfinished(SessionId session, string wiki, CancellationToken cancellation) =>
        database.Query(Begun, ReadPart, cancellation, Sql.Arg(session.Value), Sql.Arg(wiki));

    /// <summary>Writes down what is going to be asked, before it is; of who was forgotten meanwhile nothing is.</summary>
    public async Task<IReadOnlyList<Part>> Plan(
        SessionId session,
        string wiki,
        IReadOnlyList<Reading> readings,
        IReadOnlyDictionary<PersonId, Reader> readers,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var held = await People.Hold([.. readings.SelectMany(r => r.People)], connection, cancellation);
        Part[] parts =
        [
            .. from reading in readings
            let people = reading.People.Where(held.Contains).ToArray()
            where people.Length > 0
            select new Part(
                Guid.CreateVersion7(now),
                [.. people.Select(p => readers[p])],
                reading.Window,
                now,
                [new(people, null)],
                []
            ),
        ];
        Guid[] anew = [.. readings.Where(r => r.Anew).SelectMany(r => r.People).Select(p => p.Value)];
        await connection.Execute(Forget, cancellation, Sql.Arg(session.Value), Sql.Arg(wiki), Sql.Arg(anew));
        foreach (var part in parts)
        {
            await connection.Execute(
                Begin,
                cancellation,
                Sql.Arg(part.Id),
                Sql.Arg(session.Value),
                Sql.Arg(wiki),
                Sql.Arg(part.Readers.Select(r => r.Person.Value).ToArray()),
                Sql.Arg(part.Readers.Select(r => Convert.FromHexString(r.NameHash)).ToArray()),
                Sql.Arg(part.Window.From),
                Sql.Arg(part.Window.Until),
                Sql.Arg(part.AskedAt),
                Json(part.Left)
            );
        }

        await transaction.CommitAsync(cancellation);
        return parts;
    }

    /// <summary>An answer is in the log: what is still to be asked.</summary>
    public async Task GoOn(Part part, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(Move, cancellation, Sql.Arg(part.Id), Json(part.Left), Rejected(part));
    }

    /// <summary>Nothing is left to ask: the cursors of its people move, but for those who were forgotten meanwhile.</summary>
    public async Task Finish(Part part, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var held = await People.Hold([.. part.Readers.Select(r => r.Person)], connection, cancellation);
        await connection.Execute(
            Save,
            cancellation,
            Sql.Arg(part.Id),
            Sql.Arg(Reading.ReadUntil(part.Window, part.AskedAt)),
            Rejected(part),
            Sql.Arg(held.Select(p => p.Value).ToArray())
        );
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The session or its people are others than when the part began: it is planned anew.</summary>
    public async Task Drop(Part part, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(DropPart, cancellation, Sql.Arg(part.Id));
    }

    /// <inheritdoc/>
    public async Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation)
    {
        Guid[] people = [.. erasure.People.Select(p => p.Value)];
        await connection.Execute(EraseCursors, cancellation, Sql.Arg(people));
        await connection.Execute(EraseParts, cancellation, Sql.Arg(people));
    }

    private static Part ReadPart(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            [
                .. row.GetFieldValue<Guid[]>(1)
                    .Zip(
                        row.GetFieldValue<byte[][]>(2),
                        (person, hash) => new Reader(new(person), Convert.ToHexString(hash))
                    ),
            ],
            new(row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4)),
            row.GetFieldValue<DateTimeOffset>(5),
            JsonSerializer.Deserialize<StillToAsk[]>(row.GetString(6), EventTypes.Json)!,
            [.. row.GetFieldValue<Guid[]>(7).Select(p => new PersonId(p))]
        );

    private static NpgsqlParameter Rejected(Part part) => Sql.Arg(part.Rejected.Select(p => p.Value).ToArray());

    private static NpgsqlParameter Json(IReadOnlyList<StillToAsk> left) =>
        new() { Value = JsonSerializer.Serialize(left, EventTypes.Json), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
