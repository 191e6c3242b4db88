using System.Collections.Concurrent;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Connections kept for appends that are one statement. Each keeps its commands with their parameters, for making them
/// anew, and taking a connection from the pool, costs such an append more than its event does PostgreSQL
/// (docs/performance.md).
/// <para>
/// At most <see cref="Most"/> stay while they are idle, and at most a quarter of the pool, which the rest of the
/// dashboard shares. A lane that comes back broken lets all idle ones go: whatever broke it broke them too.
/// </para>
/// </summary>
internal sealed class AppendLanes(NpgsqlDataSource database) : IDisposable
{
    /// <summary>How many connections stay at most.</summary>
    public const int Most = 16;

    private readonly int kept = Math.Min(
        Most,
        new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize / 4
    );

    private readonly ConcurrentStack<AppendLane> idle = [];
    private volatile bool closed;

    /// <summary>A lane for one append; it comes back when it is disposed of.</summary>
    public async ValueTask<AppendLane> Take(CancellationToken cancellation) =>
        idle.TryPop(out var lane) ? lane : new(this, await database.OpenConnectionAsync(cancellation));

    /// <summary>Keeps a lane for the next append, or lets it go.</summary>
    public async ValueTask Return(AppendLane lane)
    {
        if (!lane.IsOpen)
        {
            Clear();
        }

        if (closed || !lane.IsOpen || idle.Count >= kept)
        {
            await lane.Close();
            return;
        }

        idle.Push(lane);
        // Whoever closed meanwhile may have looked before this one was there.
        if (closed)
        {
            Clear();
        }
    }

    /// <summary>Lets go of the idle ones, and of the others as they come back.</summary>
    public void Dispose()
    {
        closed = true;
        Clear();
    }

    private void Clear()
    {
        while (idle.TryPop(out var lane))
        {
            lane.CloseNow();
        }
    }
}

/// <summary>A connection, and the commands that append on it.</summary>
internal sealed class AppendLane(AppendLanes owner, NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<AppendForm, (NpgsqlCommand Command, AppendParameters Parameters)> commands = [];

    /// <summary>Whether it can be used again.</summary>
    public bool IsOpen => connection.State is System.Data.ConnectionState.Open;

    /// <summary>The connection, between two appends.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>Appends, and commits at once; null if the stream had another version than expected.</summary>
    public async Task<Landed?> Send(AppendStatement statement, CancellationToken cancellation)
    {
        if (!commands.TryGetValue(statement.Form, out var known))
        {
            commands[statement.Form] = known = New(statement.Form);
        }

        statement.Fill(known.Parameters);
        if (!known.Command.IsPrepared)
        {
            await known.Command.PrepareAsync(cancellation);
        }

        await using var reader = await known.Command.ExecuteReaderAsync(cancellation);
        return await AppendStatement.Read(reader, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => owner.Return(this);

    /// <summary>Gives the connection back to the pool.</summary>
    public ValueTask Close() => connection.DisposeAsync();

    /// <summary>The same, at once.</summary>
    public void CloseNow() => connection.Dispose();

    private (NpgsqlCommand, AppendParameters) New(AppendForm form)
    {
        var command = new NpgsqlCommand(AppendStatement.TextOf(form), connection);
        return (command, new(form.Single, command.Parameters));
    }
}
