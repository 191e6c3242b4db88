using System.ComponentModel;
using System.Diagnostics;

namespace CampaignDashboard.WikiFarm;

/// <summary>The Debian packages that the farm's PHP comes in, told from the extensions that PHP has loaded.</summary>
internal static class Packages
{
    private static readonly (string Package, string Extension)[] Needed =
    [
        ("php-cli", "Core"),
        ("php-sqlite3", "pdo_sqlite"),
        ("php-mbstring", "mbstring"),
        ("php-xml", "xml"),
        ("php-intl", "intl"),
        ("php-apcu", "apcu"),
        ("php-curl", "curl"),
    ];

    internal static async Task<IReadOnlyList<string>> Missing(CancellationToken stop)
    {
        var loaded = await Extensions(stop);
        return [.. Needed.Where(needed => !loaded.Contains(needed.Extension)).Select(needed => needed.Package)];
    }

    private static async Task<HashSet<string>> Extensions(CancellationToken stop)
    {
        try
        {
            using var php = Process.Start(
                new ProcessStartInfo("php", ["-m"]) { UseShellExecute = false, RedirectStandardOutput = true }
            )!;
            var output = await php.StandardOutput.ReadToEndAsync(stop);
            await php.WaitForExitAsync(stop);
            return [.. output.Split('\n', StringSplitOptions.TrimEntries)];
        }
        catch (Win32Exception)
        {
            return []; // No PHP at all.
        }
    }
}
