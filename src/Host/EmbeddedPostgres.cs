using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace CampaignDashboard.Host;

/// <summary>
/// A private PostgreSQL cluster of the dashboard's own: the system's programs, a data folder of ours, and a Unix socket
/// in a folder that nobody else may enter. Nothing listens on the network.
/// <para>
/// <b>One owner.</b> The Host holds a kernel lock on the data folder. A second Host on it is told so. The lock falls with
/// its holder, so there is nothing to clean by hand after kill -9.
/// </para>
/// <para>
/// <b>It ends with its owner</b>, orderly or killed: see <see cref="EmbeddedPostgresLeash"/>. Should a postmaster outlive
/// both Host and guard, or still be shutting down, then the next owner stops it and waits, and starts its own.
/// It doesn't attach to the old one, which would be without a leash, on a socket and with settings that aren't ours.
/// </para>
/// <para>
/// <b>A postmaster.pid proves nothing</b>: after a crash of the machine its number may belong to any process. A process is
/// taken for our postmaster only if its current folder is our cluster, where every postmaster stays.
/// </para>
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    // With the name of the socket in it, a path must stay below 108 bytes; so it isn't in the data folder or TMPDIR.
    private const string SocketPrefix = "/tmp/campaigns-";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly EmbeddedPostgresSettings settings;
    private readonly EmbeddedPostgresFolder folder;
    private readonly EmbeddedPostgresUser user;
    private readonly ILogger log;
    private readonly string socket = $"{SocketPrefix}{Guid.NewGuid():N}";
    private readonly CancellationTokenSource stopping = new();
    private EmbeddedPostgresLeash? leash;
    private Task watch = Task.CompletedTask;

    private EmbeddedPostgres(
        EmbeddedPostgresSettings settings,
        EmbeddedPostgresFolder folder,
        EmbeddedPostgresUser user,
        ILogger log
    ) => (this.settings, this.folder, this.user, this.log) = (settings, folder, user, log);

    /// <summary>
    /// Takes the data folder, makes the cluster the first time, starts it and returns once it answers and
    /// <see cref="EmbeddedPostgresSettings.Database"/> exists. <see cref="EmbeddedPostgresException"/> says why not.
    /// </summary>
    public static async Task<EmbeddedPostgres> Start(
        EmbeddedPostgresSettings settings,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var account = EmbeddedPostgresUser.Unprivileged();
        var taken = await EmbeddedPostgresFolder.Take(settings.DataFolder, account, cancellation);
        var postgres = new EmbeddedPostgres(settings, taken, account, log);
        try
        {
            await postgres.Start(cancellation);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a database of this cluster.</summary>
    public string ConnectionString(string database) => ConnectionString(socket, database);

    /// <summary>How to reach a database of the cluster that listens in this folder.</summary>
    public static string ConnectionString(string socket, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = socket,
            Username = "dashboard",
            Database = database,
            SslMode = SslMode.Disable,
        }.ConnectionString;

    /// <summary>Creates a database unless it exists.</summary>
    public async Task CreateDatabase(string database, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var exists = source.CreateCommand("select 1 from pg_database where datname = $1");
        exists.Parameters.AddWithValue(database);
        if (await exists.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = source.CreateCommand($"create database \"{database.Replace("\"", "\"\"")}\"");
            await create.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Stops the cluster (connections still open are ended) and gives the data folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watch;
        if (leash is not null)
        {
            await Stop(leash);
            leash.Dispose();
        }
        folder.Dispose();
        stopping.Dispose();
    }

    private async Task Start(CancellationToken cancellation)
    {
        var binaries = await EmbeddedPostgresBinaries.Find(folder.Major, cancellation);
        await folder.Initialise(user, binaries, durable: !settings.Throwaway, cancellation);
        await StopLeftOver(binaries, cancellation);
        await user.MakePrivateFolder(socket, cancellation);
        string[] command =
        [
            binaries["postgres"],
            "-D",
            folder.Cluster,
            .. EmbeddedPostgresOptions.Of(settings, socket),
        ];
        var throwaway = settings.Throwaway ? folder.Root : null;
        leash = EmbeddedPostgresLeash.Start(user, command, folder.Log, (socket, throwaway));
        await UntilItAnswers(leash, cancellation);
        await CreateDatabase(settings.Database, cancellation);
        watch = Watch(leash);
        log.LogInformation("PostgreSQL {Major} runs in {Folder}, socket {Socket}", binaries.Major, folder.Root, socket);
    }

    private async Task StopLeftOver(EmbeddedPostgresBinaries binaries, CancellationToken cancellation)
    {
        if (folder.LeftOverPostmaster() is not { } pid)
        {
            return;
        }
        log.LogWarning("Stopping PostgreSQL {Pid}, left over from a dashboard that was killed", pid);
        var oldSocket = folder.SocketInUse();
        var seconds = ((int)settings.Patience.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string[] stop = [binaries["pg_ctl"], "stop", "-D", folder.Cluster, "-m", "fast", "-w", "-t", seconds];
        try
        {
            await user.Run(stop, cancellation);
        }
        catch (EmbeddedPostgresException) when (folder.LeftOverPostmaster() is null)
        {
            // It ended between the look and the call.
        }
        if (oldSocket?.StartsWith(SocketPrefix, StringComparison.Ordinal) == true)
        {
            EmbeddedPostgresFolder.DeleteIfThere(oldSocket);
        }
    }

    private async Task UntilItAnswers(EmbeddedPostgresLeash started, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Patience);
        while (!await Answers(source, cancellation))
        {
            if (started.HasEnded || patience.IsCancellationRequested)
            {
                cancellation.ThrowIfCancellationRequested();
                throw new EmbeddedPostgresException($"PostgreSQL didn't start. Its log says:\n{folder.LastWords()}");
            }
            await Task.Delay(Poll, cancellation);
        }
    }

    private static async Task<bool> Answers(NpgsqlDataSource source, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return true;
        }
        catch (NpgsqlException no) when (no.InnerException is SocketException or IOException)
        {
            return false;
        }
        catch (PostgresException starting) when (starting.SqlState is PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }

    private async Task Watch(EmbeddedPostgresLeash running)
    {
        try
        {
            await running.Ended(stopping.Token);
            log.LogCritical("PostgreSQL has ended by itself. Its log says:\n{LastWords}", folder.LastWords());
        }
        catch (OperationCanceledException)
        {
            // Stopped on purpose.
        }
    }

    private async Task Stop(EmbeddedPostgresLeash running)
    {
        using var patience = new CancellationTokenSource(settings.Patience);
        try
        {
            await running.LetGo(patience.Token);
        }
        catch (OperationCanceledException)
        {
            log.LogError(
                "PostgreSQL didn't stop within {Patience} and is killed, and recovers next time",
                settings.Patience
            );
            running.Kill();
        }
    }
}
