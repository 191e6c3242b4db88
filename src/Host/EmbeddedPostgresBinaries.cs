using System.Globalization;

namespace CampaignDashboard.Host;

/// <summary>A folder with PostgreSQL's server programs, and their major version.</summary>
internal sealed record EmbeddedPostgresBinaries(string Folder, int Major)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The full path of a program.</summary>
    public string this[string program] => Path.Combine(Folder, program);

    /// <summary>
    /// The programs for a data folder of major version <paramref name="wanted"/> (null: a new one, the newest will do).
    /// A data folder is only ever opened by the version that made it.
    /// </summary>
    public static async Task<EmbeddedPostgresBinaries> Find(int? wanted, CancellationToken cancellation)
    {
        var installed = await Installed(cancellation);
        if (installed.Count == 0)
        {
            throw new EmbeddedPostgresException(
                "PostgreSQL isn't installed. Install it with `apt-get install postgresql`, or give a connection string."
            );
        }
        return installed.Where(b => wanted is null || b.Major == wanted).MaxBy(b => b.Major)
            ?? throw new EmbeddedPostgresException(
                $"The data folder was made by PostgreSQL {wanted}, but only version "
                    + $"{string.Join(", ", installed.Select(b => b.Major).Distinct())} is installed. Install it with "
                    + $"`apt-get install postgresql-{wanted}`, or move the data with pg_dump or pg_upgrade."
            );
    }

    private static async Task<List<EmbeddedPostgresBinaries>> Installed(CancellationToken cancellation)
    {
        var debian = Directory.Exists(DebianRoot) ? Directory.EnumerateDirectories(DebianRoot) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        List<EmbeddedPostgresBinaries> found = [];
        foreach (var folder in debian.Select(d => Path.Combine(d, "bin")).Concat(path).Where(HasServer))
        {
            found.Add(new(folder, await MajorOf(folder, cancellation)));
        }
        return found;
    }

    private static bool HasServer(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    private static async Task<int> MajorOf(string folder, CancellationToken cancellation)
    {
        // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", or "19beta1", "17devel" in place of the number.
        var answer = await EmbeddedPostgresUser.Current.Run(
            [Path.Combine(folder, "postgres"), "--version"],
            cancellation
        );
        var digits = answer.Split(' ').ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit).ToArray() ?? [];
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new EmbeddedPostgresException($"{folder}/postgres --version answered \"{answer.Trim()}\".");
    }
}
