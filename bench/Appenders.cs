using CampaignDashboard.Metrics.Contracts;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Bench;

/// <summary>One writer, in one of the ways that are compared; it appends the same events over and over.</summary>
internal interface IAppender : IAsyncDisposable
{
    /// <summary>One transaction: the events, to a stream that has this version.</summary>
    Task Append(Guid stream, long version);
}

/// <summary>The store: one stream, with the version that it must have.</summary>
internal sealed class StoreAppender(EventLog log, object[] events) : IAppender
{
    private static readonly string Alias = StreamType<EditCount>.Alias;

    public async Task Append(Guid stream, long version)
    {
        var append = new StreamAppend(stream, Alias, ExpectedVersion.Exact(version), events);
        if (!(await log.Append(append, Cause.System, CancellationToken.None)).Accepted)
        {
            throw new InvalidOperationException("The append was refused.");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A whole decision, as commands are: fold the stream, decide, append.</summary>
internal sealed class TransactAppender(EventLog log, ActivityEvent[] events) : IAppender
{
    public async Task Append(Guid stream, long version)
    {
        var outcome = await log.Transact<EditCount, ActivityEvent>(
            stream,
            _ => [.. events],
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );
        if (outcome.Version != version + events.Length)
        {
            throw new InvalidOperationException($"The append was refused: {outcome.Refusal?.Code}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A session of Marten's for each transaction, as its documentation has it.</summary>
internal sealed class MartenAppender(DocumentStore store, object[] events, bool startStreams) : IAppender
{
    public async Task Append(Guid stream, long version)
    {
        await using var session = store.LightweightSession();
        _ = (version, startStreams) switch
        {
            (0, true) => session.Events.StartStream(stream, events),
            _ => session.Events.Append(stream, version + events.Length, events),
        };
        await session.SaveChangesAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A prepared insert, used again and again: of one row by its values, of several by unnest.</summary>
internal sealed class RawAppender : IAppender
{
    private static readonly string One = Sql.Read(typeof(RawAppender).Assembly, "RawInsert.sql");
    private static readonly string Many = Sql.Read(typeof(RawAppender).Assembly, "RawInsertMany.sql");

    private readonly NpgsqlCommand command;
    private readonly NpgsqlConnection connection;
    private readonly int count;

    private RawAppender(NpgsqlConnection connection, IReadOnlyList<RawEvent> events)
    {
        (this.connection, count) = (connection, events.Count);
        command = new(count == 1 ? One : Many, connection);
        byte[][] json = [.. events.Select(e => e.Json)];
        string[] names = [.. events.Select(e => e.Type)];
        string[] types = [.. events.Select(e => e.DotnetType)];
        Add<Guid>(NpgsqlDbType.Uuid, null);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint });
        Add(NpgsqlDbType.Bytea, json);
        Add(NpgsqlDbType.Varchar, names);
        Add(NpgsqlDbType.Varchar, types);
    }

    public static async Task<RawAppender> Prepare(NpgsqlConnection connection, IReadOnlyList<RawEvent> events)
    {
        var appender = new RawAppender(connection, events);
        await appender.command.PrepareAsync();
        return appender;
    }

    public async Task Append(Guid stream, long version)
    {
        var ids = new Guid[count];
        for (var n = 0; n < count; n++)
        {
            ids[n] = Guid.CreateVersion7();
        }

        command.Parameters[0].Value = count == 1 ? ids[0] : ids;
        command.Parameters[1].Value = stream;
        command.Parameters[2].Value = count == 1 ? version + 1 : version;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }

    private void Add<T>(NpgsqlDbType type, T[]? values) =>
        command.Parameters.Add(
            count == 1
                ? new() { NpgsqlDbType = type, Value = values is null ? null : values[0] }
                : new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values }
        );
}
