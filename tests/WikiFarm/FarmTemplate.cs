using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// What farms are copied from, in the cache: MediaWiki's code (shared, never written to) and the five wikis after the
/// editathon. Each is named after a hash of what it is made from, so that a change builds another one.
/// </summary>
internal static class FarmTemplate
{
    /// <summary>The template's folder; built now if it isn't there. Of several processes one builds, the others wait.</summary>
    internal static async Task<string> Ensure(CancellationToken stop)
    {
        var code = Path.Combine(
            FarmFolders.Cache,
            "mediawiki-" + Hash(File.ReadAllBytes(FarmFolders.Script("download.sh")))
        );
        var template = Path.Combine(FarmFolders.Cache, "wiki-farm-" + HashOfTemplate());
        if (Directory.Exists(template) && Directory.Exists(code))
        {
            return template;
        }
        Directory.CreateDirectory(FarmFolders.Cache);
        await using var alone = await BuildLock.Take(Path.Combine(FarmFolders.Cache, "wiki-farm.lock"), stop);
        if (!Directory.Exists(code))
        {
            await Command.Run(new ProcessStartInfo("sh", [FarmFolders.Script("download.sh"), code]), stop);
        }
        if (!Directory.Exists(template))
        {
            await RefuseWithoutPackages(stop);
            await Build(template, code, stop);
        }
        return template;
    }

    /// <summary>A farm's folder, ready to start: nothing in it knows where it or another copy lies, but the link to the code.</summary>
    internal static async Task Copy(string template, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        await CopyFolder(template, folder, "etc", stop);
        await CopyFolder(template, folder, "l10n", stop);
        await CopyFolder(template, folder, "code", stop);
        await CopyFolder(template, folder, "wikis", stop);
    }

    /// <summary>Data and files of the wikis only, while their servers may be running: folders change places at once.</summary>
    internal static async Task CopyWikis(string template, string folder, CancellationToken stop)
    {
        foreach (var wiki in Farm.Wikis)
        {
            var place = Path.Combine("wikis", wiki);
            await CopyFolder(Path.Combine(template, place), Path.Combine(folder, place), "data", stop);
            await CopyFolder(Path.Combine(template, place), Path.Combine(folder, place), "images", stop);
        }
    }

    private static async Task CopyFolder(string from, string to, string name, CancellationToken stop)
    {
        var (target, fresh, old) = (
            Path.Combine(to, name),
            Path.Combine(to, name + ".new"),
            Path.Combine(to, name + ".old")
        );
        Remove(fresh);
        Remove(old);
        var copy = new ProcessStartInfo("cp", ["-a", "--reflink=auto", Path.Combine(from, name), fresh]);
        using var running = Process.Start(copy)!;
        await running.WaitForExitAsync(stop);
        if (running.ExitCode != 0)
        {
            throw new IOException($"{from}/{name} can't be copied to {to}.");
        }
        if (Path.Exists(target))
        {
            Directory.Move(target, old);
        }
        Directory.Move(fresh, target);
        Remove(old);
    }

    private static async Task Build(string template, string code, CancellationToken stop)
    {
        var staging = template + ".building";
        Remove(staging);
        Directory.CreateDirectory(Path.Combine(staging, "etc"));
        foreach (var script in Directory.EnumerateFiles(FarmFolders.Scripts))
        {
            File.Copy(script, Path.Combine(staging, "etc", Path.GetFileName(script)));
        }
        Directory.CreateSymbolicLink(Path.Combine(staging, "code"), code);
        await File.WriteAllLinesAsync(Path.Combine(staging, "etc", "accounts.jsonl"), AccountLines(), stop);
        await Command.Run(new ProcessStartInfo("sh", [Path.Combine(staging, "etc", "install.sh"), staging]), stop);
        // Write-ahead logging is a property of the file. Without it a reader makes a writer fail, and sessions get lost.
        ForEachDatabase(staging, "pragma journal_mode = wal;");
        await using (var farm = await Farm.Run(staging, stop))
        {
            await Task.WhenAll(
                Editathon
                    .History.GroupBy(deed => deed.Wiki, StringComparer.Ordinal)
                    .Select(deeds => Play(farm, deeds.Key, [.. deeds], stop))
            );
        }
        Tidy(staging);
        Directory.Move(staging, template);
    }

    /// <summary>One after the other on a wiki: parallel edits of a page are edit conflicts.</summary>
    private static async Task Play(Farm farm, string wiki, Deed[] deeds, CancellationToken stop)
    {
        foreach (var deed in deeds)
        {
            await farm.As(wiki, deed.User).Act(deed, stop);
        }
        await Command.Run(farm[wiki].Php(Path.Combine(farm[wiki].Folder, "w", "maintenance", "runJobs.php")), stop);
    }

    private static void Tidy(string staging)
    {
        File.Delete(Path.Combine(staging, "addresses.json"));
        ForEachDatabase(staging, "pragma wal_checkpoint(truncate); vacuum; pragma wal_checkpoint(truncate);");
    }

    private static void ForEachDatabase(string folder, string sql)
    {
        foreach (var database in Directory.GetFiles(folder, "*.sqlite", SearchOption.AllDirectories))
        {
            using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static async Task RefuseWithoutPackages(CancellationToken stop)
    {
        var missing = await Packages.Missing(stop);
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"The wiki farm needs packages that aren't installed. Run: sudo apt-get install --no-install-recommends {string.Join(' ', missing)}"
            );
        }
    }

    private static IEnumerable<string> AccountLines() =>
        Editathon.Accounts.Select(account =>
            JsonSerializer.Serialize(
                new
                {
                    name = account.Name,
                    password = Farm.Password,
                    registration = account.Registered?.UtcDateTime.ToString(
                        "yyyyMMddHHmmss",
                        CultureInfo.InvariantCulture
                    ),
                    groups = account.Groups,
                }
            )
        );

    private static string HashOfTemplate()
    {
        var scripts = Directory.GetFiles(FarmFolders.Scripts).Order(StringComparer.Ordinal).Select(File.ReadAllText);
        string[] made = [.. scripts, .. AccountLines(), JsonSerializer.Serialize(Editathon.History)];
        return Hash(Encoding.UTF8.GetBytes(string.Join('\0', made)));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];

    private static void Remove(string path)
    {
        if (File.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            File.Delete(path);
        }
        else if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
