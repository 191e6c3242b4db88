using System.Diagnostics;
using System.Globalization;

namespace CampaignDashboard.WikiFarm;

/// <summary>One wiki of a farm: its files and its server.</summary>
internal sealed class Wiki(string farmFolder, string name) : IAsyncDisposable
{
    private const int Workers = 4;
    private Leash? _server;

    internal string Name => name;

    internal string Folder { get; } = Path.Combine(farmFolder, "wikis", name);

    internal Uri Address { get; private set; } = new("http://127.0.0.1:0");

    internal Uri ApiAddress => new(Address, "/w/api.php");

    internal string DatabasePath => Path.Combine(Folder, "data", name + ".sqlite");

    internal string RequestsPath => Path.Combine(Folder, "requests.jsonl");

    internal string MailPath => Path.Combine(Folder, "mail.jsonl");

    internal string TokensPath => Path.Combine(Folder, "tokens.json");

    internal string OverridePath => Path.Combine(Folder, "override.php");

    internal bool IsUp => _server is not null;

    /// <summary>What a PHP process of this wiki runs with.</summary>
    internal ProcessStartInfo Php(params ReadOnlySpan<string> arguments)
    {
        var etc = Path.Combine(farmFolder, "etc");
        var info = new ProcessStartInfo("php", ["-c", Path.Combine(etc, "php.ini"), .. arguments])
        {
            WorkingDirectory = Folder,
        };
        info.Environment["FARM_FOLDER"] = farmFolder;
        info.Environment["FARM_WIKI"] = name;
        info.Environment["MW_CONFIG_FILE"] = Path.Combine(etc, "settings.php");
        info.Environment["PHP_CLI_SERVER_WORKERS"] = Workers.ToString(CultureInfo.InvariantCulture);
        return info;
    }

    /// <summary>Starts the server; false when somebody else took the port meanwhile.</summary>
    internal async Task<bool> Listen(int port, CancellationToken stop)
    {
        Address = new UriBuilder("http", "127.0.0.1", port).Uri;
        var listening = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var router = Path.Combine(farmFolder, "etc", "router.php");
        var server = Leash.Start(Php("-S", Address.Authority, "-t", Folder, router), line => Hear(line, listening));
        var ended = server.Ended(stop);
        await Task.WhenAny(listening.Task, ended);
        if (listening.Task.IsCompletedSuccessfully && await listening.Task)
        {
            _server = server;
            return true;
        }
        await server.DisposeAsync();
        stop.ThrowIfCancellationRequested();
        return listening.Task.IsCompleted
            ? false
            : throw new InvalidOperationException($"{name}: the server ended at its start, see {Folder}/server.log");
    }

    /// <summary>Ends the server and its workers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            await server.DisposeAsync();
        }
    }

    private void Hear(string line, TaskCompletionSource<bool> listening)
    {
        if (line.Contains("Failed to listen", StringComparison.Ordinal))
        {
            listening.TrySetResult(false);
        }
        else if (line.EndsWith(") started", StringComparison.Ordinal))
        {
            listening.TrySetResult(true);
        }
        else if (
            !line.EndsWith(" Accepted", StringComparison.Ordinal)
            && !line.EndsWith(" Closing", StringComparison.Ordinal)
        )
        {
            lock (this)
            {
                File.AppendAllText(Path.Combine(Folder, "server.log"), line + "\n");
            }
        }
    }
}
