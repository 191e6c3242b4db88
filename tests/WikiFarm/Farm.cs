using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// Five real MediaWikis on free loopback ports, with the history of an editathon: a copy of a template that is built once.
/// Any number of farms run side by side. Their processes end with this process, however it ends.
/// </summary>
public sealed class Farm : IAsyncDisposable
{
    /// <summary>The password of every account.</summary>
    public const string Password = "wiki-farm-password";

    /// <summary>The account that may delete, block and so on, on every wiki.</summary>
    public const string Administrator = "Admin";

    private static readonly string[] Names = ["enwiki", "frwiki", "nlwiki", "commonswiki", "metawiki"];

    private readonly string _folder;
    private readonly string? _template;
    private readonly Dictionary<string, Wiki> _wikis;
    private readonly Dictionary<(string Wiki, string User), WikiAccount> _accounts = [];

    // PHP's server closes each connection, and says so too late for a client that wants to use it again.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false })
    {
        DefaultRequestHeaders = { ConnectionClose = true, UserAgent = { new("WikiFarm", "1.0") } },
    };

    private Farm(string folder, string? template)
    {
        (_folder, _template) = (folder, template);
        _wikis = Names.ToDictionary(name => name, name => new Wiki(folder, name), StringComparer.Ordinal);
    }

    /// <summary>The database names of the wikis.</summary>
    public static IReadOnlyList<string> Wikis => Names;

    /// <summary>Debian packages without which no farm can be built or run and that this machine hasn't got.</summary>
    public static Task<IReadOnlyList<string>> MissingPackages(CancellationToken stop = default) =>
        Packages.Missing(stop);

    /// <summary>Builds what is missing in the cache (the only part that needs the network), so that starts are fast.</summary>
    public static async Task Prepare(CancellationToken stop = default) => await FarmTemplate.Ensure(stop);

    /// <summary>Starts a farm in a folder of its own; what a former farm left there is replaced.</summary>
    public static async Task<Farm> Start(string folder, CancellationToken stop = default)
    {
        var template = await FarmTemplate.Ensure(stop);
        var farm = new Farm(Path.GetFullPath(folder), template);
        await FarmTemplate.Copy(template, farm._folder, stop);
        return await farm.StartServers(stop);
    }

    /// <summary>The address of a wiki's api.php.</summary>
    public Uri ApiAddress(string wiki) => _wikis[wiki].ApiAddress;

    /// <summary>The address of a wiki, without path.</summary>
    public Uri Address(string wiki) => _wikis[wiki].Address;

    /// <summary>The SQLite database of a wiki.</summary>
    public string DatabasePath(string wiki) => _wikis[wiki].DatabasePath;

    /// <summary>What the wiki was asked since the start or the last reset, in order of arrival.</summary>
    public IReadOnlyList<WikiRequest> Requests(string wiki) => WikiRequest.Read(_wikis[wiki].RequestsPath);

    /// <summary>What the wiki mailed since the start or the last reset.</summary>
    public IReadOnlyList<FarmMail> Mails(string wiki) => FarmMail.Read(_wikis[wiki].MailPath);

    /// <summary>
    /// An account lets who has this token act for it on a wiki, as far as the grants go (such as <c>createaccount</c>); others
    /// that were let before are so no more.
    /// </summary>
    public void Allow(string wiki, string token, string user, params string[] grants)
    {
        var known = new Dictionary<string, object>(StringComparer.Ordinal) { [token] = new { user, grants } };
        File.WriteAllText(_wikis[wiki].TokensPath, JsonSerializer.Serialize(known));
    }

    /// <summary>
    /// PHP that every following request of the wiki runs after its settings, such as
    /// <c>&lt;?php $wgReadOnly = 'x';</c>; null takes it back.
    /// </summary>
    public void Override(string wiki, string? php)
    {
        var path = _wikis[wiki].OverridePath;
        File.Delete(path);
        if (php is not null)
        {
            // Moved into place: a request never reads half a file.
            File.WriteAllText(path + ".new", php);
            File.Move(path + ".new", path);
        }
    }

    /// <summary>An account, signed in at its first action.</summary>
    public WikiAccount As(string wiki, string user)
    {
        lock (_accounts)
        {
            return _accounts.TryGetValue((wiki, user), out var known)
                ? known
                : _accounts[(wiki, user)] = new WikiAccount(_http, ApiAddress(wiki), user);
        }
    }

    /// <summary>An account writes a page's whole text at an instant.</summary>
    public async Task Edit(
        string wiki,
        string user,
        string title,
        string text,
        string summary,
        DateTimeOffset at,
        CancellationToken stop = default
    ) => await As(wiki, user).Edit(title, text, summary, at, stop);

    /// <summary>What the extension Renameuser does in a wiki's database; an account of this name must be there.</summary>
    public void Rename(string wiki, string from, string to)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath(wiki)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "update user set user_name = $to, user_touched = '20990101000000' where user_name = $from; update actor set actor_name = $to where actor_name = $from";
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        if (command.ExecuteNonQuery() == 0)
        {
            throw new InvalidOperationException($"{wiki} has no account {from}.");
        }
    }

    /// <summary>Takes a wiki down: its port refuses connections.</summary>
    public async Task TakeDown(string wiki) => await _wikis[wiki].DisposeAsync();

    /// <summary>Brings a wiki back on its old port.</summary>
    public async Task BringUp(string wiki, CancellationToken stop = default)
    {
        var down = _wikis[wiki];
        if (!down.IsUp && !await down.Listen(down.Address.Port, stop))
        {
            throw new InvalidOperationException($"The port of {wiki} was taken while it was down.");
        }
    }

    /// <summary>
    /// Every wiki is up, without override, and as it was at the start; logged requests are forgotten. No request may be
    /// under way.
    /// </summary>
    public async Task Reset(CancellationToken stop = default)
    {
        ForgetAccounts();
        foreach (var wiki in _wikis.Values)
        {
            File.Delete(wiki.OverridePath);
            File.Delete(wiki.RequestsPath);
            File.Delete(wiki.MailPath);
            File.Delete(wiki.TokensPath);
        }
        await FarmTemplate.CopyWikis(_template!, _folder, stop);
        foreach (var wiki in Names)
        {
            await BringUp(wiki, stop);
        }
    }

    /// <summary>Ends the servers. The folder stays, for a look at what happened.</summary>
    public async ValueTask DisposeAsync()
    {
        ForgetAccounts();
        await Task.WhenAll(_wikis.Values.Select(wiki => wiki.DisposeAsync().AsTask()));
        _http.Dispose();
    }

    /// <summary>Runs a farm that is no copy, to make it one to copy from.</summary>
    internal static Task<Farm> Run(string folder, CancellationToken stop) => new Farm(folder, null).StartServers(stop);

    internal Wiki this[string wiki] => _wikis[wiki];

    private async Task<Farm> StartServers(CancellationToken stop)
    {
        try
        {
            while (!await Listen(stop))
            {
                await Task.WhenAll(_wikis.Values.Select(wiki => wiki.DisposeAsync().AsTask()));
            }
            var addresses = _wikis.ToDictionary(
                w => w.Key,
                w => w.Value.Address.GetLeftPart(UriPartial.Authority),
                StringComparer.Ordinal
            );
            await File.WriteAllTextAsync(
                Path.Combine(_folder, "addresses.json"),
                JsonSerializer.Serialize(addresses),
                stop
            );
            await Task.WhenAll(_wikis.Values.Select(wiki => Greet(wiki, stop)));
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task<bool> Listen(CancellationToken stop)
    {
        var ports = FreePorts(_wikis.Count);
        var listening = await Task.WhenAll(_wikis.Values.Zip(ports, (wiki, port) => wiki.Listen(port, stop)));
        return listening.All(yes => yes);
    }

    /// <summary>The first request compiles MediaWiki; a wiki that can't answer is found out here and not in a test.</summary>
    private async Task Greet(Wiki wiki, CancellationToken stop)
    {
        var address = new Uri(wiki.ApiAddress, "?action=query&meta=siteinfo&format=json");
        var answer = await _http.GetStringAsync(address, stop);
        if (!answer.StartsWith("{\"batchcomplete\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{wiki.Name} answers: {answer}");
        }
    }

    private void ForgetAccounts()
    {
        lock (_accounts)
        {
            foreach (var account in _accounts.Values)
            {
                account.Dispose();
            }
            _accounts.Clear();
        }
    }

    /// <summary>Held together before any is given back: all different.</summary>
    private static int[] FreePorts(int count)
    {
        var held = new TcpListener[count];
        for (var i = 0; i < count; i++)
        {
            held[i] = new TcpListener(IPAddress.Loopback, 0);
            held[i].Start();
        }
        var ports = Array.ConvertAll(held, listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        Array.ForEach(held, listener => listener.Dispose());
        return ports;
    }
}
