using System.Globalization;

namespace CampaignDashboard.Host.Commands;

/// <summary>
/// Reads the command line. A setting (<c>--Section:Key=value</c>, <c>--urls …</c>) may stand in every command, as
/// ASP.NET Core takes it; what is neither a setting nor an option of the command is an error, never passed over.
/// </summary>
internal static class CommandLine
{
    /// <summary>Settings that are in no section.</summary>
    private static readonly string[] TopSettings =
    [
        "urls",
        "DataFolder",
        "environment",
        "contentRoot",
        "applicationName",
        "http_ports",
        "https_ports",
        "AllowedHosts",
        "detailedErrors",
        "shutdownTimeoutSeconds",
    ];

    /// <summary>The command in these words.</summary>
    /// <exception cref="WrongUseException">The words make no sense; the message says which.</exception>
    public static Command Parse(string[] args) =>
        args switch
        {
            _ when args.Any(a => a is "--help" or "-h" or "-?") => new Command.Help(),
            ["help", ..] => new Command.Help(),
            ["log", .. var rest] => Log(Words.Of(rest, ["--stream", "--type", "--after", "--limit"], ["--follow"])),
            ["projections", .. var rest] => new Command.ListProjections(Words.Of(rest, [], []).Settings),
            ["rebuild", .. var rest] => Rebuild(rest),
            [var word, ..] when IsCommand(word) => throw new WrongUseException($"There is no command '{word}'."),
            _ => new Command.Serve(Words.Of([.. args.Select(Expand)], [], []).Settings),
        };

    private static bool IsCommand(string word) => word.Length > 0 && word[0] is not ('-' or '/') && !word.Contains('=');

    private static bool IsSetting(string name) =>
        name.Contains(':', StringComparison.Ordinal) || TopSettings.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A switch without a value, as the setting that it stands for.</summary>
    private static string Expand(string word) => word == "--dev-sign-in" ? "--Identity:DevSignIn=true" : word;

    private static Command.ShowLog Log(Words words) =>
        new(
            new(
                words.Last("--after", text => Number(text, atLeast: 0)) ?? 0,
                words.Last<Guid>("--stream", text => Guid.TryParse(text, out var id) ? id : null),
                words.All("--type"),
                words.Last("--limit", text => Number(text, atLeast: 1)),
                words.Has("--follow")
            ),
            words.Settings
        );

    private static Command.RebuildProjection Rebuild(string[] rest) =>
        rest is [var projection, .. var settings] && IsCommand(projection)
            ? new(projection, Words.Of(settings, [], []).Settings)
            : throw new WrongUseException("'rebuild' wants the name of a projection; 'projections' lists them.");

    private static long? Number(string text, long atLeast) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= atLeast ? n : null;

    /// <summary>The words behind a command: its options, and settings in the one form <c>--name=value</c>.</summary>
    private sealed record Words(IReadOnlyList<(string Name, string Value)> Options, string[] Settings)
    {
        public static Words Of(string[] args, string[] valued, string[] flags)
        {
            List<(string, string)> options = [];
            List<string> settings = [];
            for (var i = 0; i < args.Length; i++)
            {
                var (name, value) = Split(args[i]);
                if (flags.Contains(name, StringComparer.Ordinal) && value is null)
                {
                    options.Add((name, ""));
                    continue;
                }

                var setting = name.TrimStart('-', '/');
                var isOption = valued.Contains(name, StringComparer.Ordinal);
                if (!isOption && !(IsSetting(setting) && (value is not null || name != setting)))
                {
                    throw new WrongUseException($"'{args[i]}' is no option here.");
                }

                value ??= ++i < args.Length ? args[i] : throw new WrongUseException($"'{name}' wants a value.");
                if (isOption)
                {
                    options.Add((name, value));
                }
                else
                {
                    settings.Add($"--{setting}={value}");
                }
            }

            return new(options, [.. settings]);
        }

        public bool Has(string flag) => Options.Any(o => o.Name == flag);

        public string[] All(string option) => [.. Options.Where(o => o.Name == option).Select(o => o.Value)];

        /// <summary>The value of an option's last mention, or null; fails where it cannot be read.</summary>
        public T? Last<T>(string option, Func<string, T?> read)
            where T : struct =>
            All(option) is [.., var text]
                ? read(text) ?? throw new WrongUseException($"'{text}' is no value for '{option}'.")
                : null;

        private static (string Name, string? Value) Split(string word) =>
            word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (word[..at], word[(at + 1)..])
                : (word, null);
    }
}

/// <summary>The command line makes no sense; the message names the word.</summary>
internal sealed class WrongUseException(string message) : Exception(message);
