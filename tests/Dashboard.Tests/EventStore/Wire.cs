using System.Buffers.Binary;
using System.Net.Sockets;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// A wire between a node and PostgreSQL that a test can cut: after the n-th statement that the node sends (what a kill -9
/// of the node does to the database, at a moment of the test's choice), or so that nothing passes any more and nobody is
/// told (what a dead network does).
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly string folder = Directory.CreateTempSubdirectory("wire-").FullName;
    private readonly string target;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Task> links = [];
    private readonly Task accepting;
    private readonly TaskCompletionSource cut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // What ends a statement: Sync, Query, CopyDone. Nothing takes effect before it.
    private const string Ends = "SQc";

    // Asked before the greeting, which has no letter either.
    private const int AskForSsl = 80877103;
    private const int AskForGss = 80877104;

    private long passed;
    private volatile TaskCompletionSource silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A wire that nobody has cut yet.</summary>
    /// <param name="database">Where the wire leads.</param>
    /// <param name="cutAfter">The number of statements that the node gets through, and nothing after them.</param>
    public Wire(TestDatabase database, long cutAfter = long.MaxValue)
    {
        CutAfter = cutAfter;
        var real = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        target = Path.Combine(real.Host!, $".s.PGSQL.{real.Port}");
        ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Host = folder,
        }.ConnectionString;
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, $".s.PGSQL.{real.Port}")));
        listener.Listen();
        accepting = Accept();
    }

    public string ConnectionString { get; }

    public long CutAfter { get; }

    /// <summary>Statements that passed so far, of all connections.</summary>
    public long Passed => Interlocked.Read(ref passed);

    /// <summary>Ends when the wire was cut.</summary>
    public Task Cut => cut.Task;

    /// <summary>From now on nothing passes, and the node is told nothing. The server sees its client go.</summary>
    public void FallSilent() => silence.TrySetResult();

    /// <summary>New connections pass again; those that fell silent stay so.</summary>
    public void SpeakAgain() => silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(links).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Directory.Delete(folder, recursive: true);
        stop.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            var node = await listener.AcceptAsync(stop.Token);
            links.Add(Link(node));
        }
    }

    private async Task Link(Socket node)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        using var here = new NetworkStream(node, ownsSocket: true);
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await server.ConnectAsync(new UnixDomainSocketEndPoint(target), end.Token);
        using var there = new NetworkStream(server);
        var silent = silence.Task;
        await Task.WhenAny(
            Forward(here, there, silent, end.Token),
            Backward(there, here, silent, end.Token),
            cut.Task,
            silent
        );
        if (silent.IsCompleted)
        {
            // The server's side goes, the node's stays open and says nothing.
            server.Close();
            await Task.Delay(Timeout.InfiniteTimeSpan, end.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await end.CancelAsync();
    }

    /// <summary>Message by message, as PostgreSQL's protocol frames them: a letter (but for the first), a length, a body.</summary>
    private async Task Forward(NetworkStream node, NetworkStream server, Task silent, CancellationToken cancellation)
    {
        var first = true;
        while (true)
        {
            var head = new byte[first ? 4 : 5];
            await node.ReadExactlyAsync(head, cancellation);
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(first ? 0 : 1));
            var body = new byte[length - 4];
            await node.ReadExactlyAsync(body, cancellation);
            var ends = !first && Ends.Contains((char)head[0], StringComparison.Ordinal);
            if (silent.IsCompleted)
            {
                return;
            }

            if (ends && Interlocked.Increment(ref passed) > CutAfter)
            {
                cut.TrySetResult();
                return;
            }

            await server.WriteAsync(head, cancellation);
            await server.WriteAsync(body, cancellation);
            first = first && BinaryPrimitives.ReadInt32BigEndian(body) is (AskForSsl or AskForGss);
        }
    }

    private static async Task Backward(
        NetworkStream server,
        NetworkStream node,
        Task silent,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[8192];
        int count;
        while ((count = await server.ReadAsync(buffer, cancellation)) > 0)
        {
            if (silent.IsCompleted)
            {
                return;
            }

            await node.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
    }
}
