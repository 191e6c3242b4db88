using System.Reflection;

namespace CampaignDashboard.Tests.Architecture;

/// <summary>The files and the assemblies that the laws are about.</summary>
internal static class SourceTree
{
    private static readonly string[] NotSource = ["bin", "obj", "node_modules", ".git", "artifacts", "dist", "wwwroot"];

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The modules' names.</summary>
    public static string[] Modules { get; } = ["Identity", "Campaigns", "Enrolment", "Metrics", "Feeds"];

    /// <summary>Every source file below src, tests and demo, relative to the root.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. new[] { "src", "tests", "demo", "bench" }
            .SelectMany(top => Below(Path.Combine(Root, top)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The product's assemblies.</summary>
    public static IReadOnlyList<Assembly> Product { get; } =
    [.. new[] { "EventStore", "MediaWiki", "Web", "Host" }.Concat(Modules).Select(Named)];

    /// <summary>One of our assemblies.</summary>
    public static Assembly Named(string project) => Assembly.Load($"CampaignDashboard.{project}");

    /// <summary>The C# files, with their text.</summary>
    public static IEnumerable<(string Path, string Text)> CSharp(string below = "") =>
        Files
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && f.StartsWith(below, StringComparison.Ordinal))
            .Select(f => (f, Read(f)));

    /// <summary>The text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<string> Below(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory
                .EnumerateFiles(folder)
                .Select(f => Path.GetRelativePath(Root, f))
                .Concat(
                    Directory
                        .EnumerateDirectories(folder)
                        .Where(d => !NotSource.Contains(Path.GetFileName(d), StringComparer.Ordinal))
                        .SelectMany(Below)
                );

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "CampaignDashboard.slnx"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No solution above."));
}
