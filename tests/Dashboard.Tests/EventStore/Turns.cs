using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Stands between a client and PostgreSQL and counts round trips: how often the client speaks after the server has.
/// </summary>
internal sealed class Turns : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly string socket;
    private readonly Task serving;

    private int count;
    private int serverSpokeLast = 1;

    public Turns(string connectionString)
    {
        listener.Start();
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        socket = Path.Combine(settings.Host!, $".s.PGSQL.{settings.Port}");
        settings.Host = "127.0.0.1";
        settings.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        // One connection, which nothing but the calls of the test speaks on.
        settings.MaxPoolSize = 1;
        ConnectionString = settings.ConnectionString;
        serving = Serve();
    }

    /// <summary>How to reach the database through here.</summary>
    public string ConnectionString { get; }

    /// <summary>How many round trips something takes.</summary>
    public async Task<int> Of(Func<Task> something)
    {
        var before = Volatile.Read(ref count);
        await something();
        return Volatile.Read(ref count) - before;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        ending.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(ending.Token);
            client.NoDelay = true;
            using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await server.ConnectAsync(new UnixDomainSocketEndPoint(socket), ending.Token);
            await Task.WhenAny(
                Pass(client.Client, server, () => count += Interlocked.Exchange(ref serverSpokeLast, 0)),
                Pass(server, client.Client, () => Volatile.Write(ref serverSpokeLast, 1))
            );
        }
    }

    private async Task Pass(Socket from, Socket to, Action spoke)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReceiveAsync(buffer, ending.Token) is > 0 and var length)
        {
            spoke();
            await to.SendAsync(buffer.AsMemory(0, length), ending.Token);
        }
    }
}
