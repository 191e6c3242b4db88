using System.Text.RegularExpressions;
using CampaignDashboard.EventStore;
using CampaignDashboard.Web.Problems;

namespace CampaignDashboard.Tests.Web;

/// <summary>
/// docs/problems is generated from the refusals in the source: <c>UPDATE_DOCS=1</c> rewrites it, otherwise these tests
/// compare. Web embeds the files and shows them at <c>/problems/{code}</c>.
/// </summary>
public sealed partial class ProblemPages
{
    private static readonly string Root = FindRoot();
    private static readonly string Folder = Path.Combine(Root, "docs", "problems");

    [Fact]
    public void Every_problem_of_the_code_has_its_document()
    {
        var expected = Documents().ToDictionary(document => $"{document.Code}.md", document => document.Write());
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            Rewrite(expected);

        var actual = Directory
            .EnumerateFiles(Folder, "*.md")
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        Assert.Equal(expected.OrderBy(file => file.Key), actual.OrderBy(file => file.Key));
    }

    [Fact]
    public void A_code_means_one_kind_of_refusal_everywhere()
    {
        var kinds = Refusals()
            .GroupBy(refusal => refusal.Code)
            .Where(group => group.Select(r => r.Status).Distinct().Count() > 1);

        Assert.Empty(kinds.Select(group => group.Key));
    }

    [Fact]
    public void A_refusal_without_a_literal_reason_would_have_no_document()
    {
        var hidden = Sources()
            .Where(file => Path.GetFileName(file) != "Refusal.cs")
            .Where(file => AnyRefusal().Count(File.ReadAllText(file)) != Refusing().Count(File.ReadAllText(file)));

        Assert.Empty(hidden);
    }

    [Fact]
    public void A_code_has_one_status_also_beside_the_problems_of_the_surface() =>
        Assert.Empty(Refusals().Select(r => r.Code).Intersect(ProblemType.All.Select(type => type.Code)));

    [Fact]
    public void A_document_is_read_as_it_was_written()
    {
        var document = new ProblemDocument("some-code", 409, ["One.", "Another."]);

        Assert.Equal(document, ProblemDocument.Parse(document.Write()));
    }

    [Fact]
    public void A_refusal_is_found_however_its_reason_is_laid_out()
    {
        const string source = """
            Refusal.Conflict("a-b", "One.");
            Refusal.Invalid(
                "c-d",
                $"There is no {thing} here, " + "sorry \"you\"."
            )
            """;

        Assert.Equal([("a-b", 409, "One."), ("c-d", 422, "There is no … here, sorry \"you\".")], Refusals(source));
    }

    private static IEnumerable<ProblemDocument> Documents() =>
        Refusals()
            .Concat(ProblemType.All.Select(type => (type.Code, type.Status, Reason: type.Description)))
            .GroupBy(refusal => refusal.Code, StringComparer.Ordinal)
            .Select(group => new ProblemDocument(
                group.Key,
                group.First().Status,
                [
                    .. group
                        .Select(refusal => refusal.Reason)
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                ]
            ));

    private static IEnumerable<(string Code, int Status, string Reason)> Refusals() =>
        Sources().SelectMany(file => Refusals(File.ReadAllText(file)));

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(string Code, int Status, string Reason)> Refusals(string source) =>
        Refusing()
            .Matches(source)
            .Select(match =>
                (
                    match.Groups["code"].Value,
                    Enum.Parse<RefusalKind>(match.Groups["kind"].Value).Status(),
                    string.Concat(match.Groups["reason"].Captures.Select(Plain))
                )
            );

    private static string Plain(Capture literal)
    {
        var text = literal.Value.TrimStart('$')[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal);
        return literal.Value.StartsWith('$') ? Hole().Replace(text, "…") : text;
    }

    private static void Rewrite(Dictionary<string, string> documents)
    {
        Directory.CreateDirectory(Folder);
        foreach (var old in Directory.EnumerateFiles(Folder, "*.md"))
            File.Delete(old);
        foreach (var (name, text) in documents)
            File.WriteAllText(Path.Combine(Folder, name), text);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CampaignDashboard.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return folder.FullName;
    }

    [GeneratedRegex(
        """Refusal\.(?<kind>Invalid|Forbidden|NotFound|Gone|Conflict|Stale|TooMany)\(\s*"(?<code>[a-z0-9-]+)",\s*(?<reason>\$?"(\\.|[^"\\])*")(\s*\+\s*(?<reason>\$?"(\\.|[^"\\])*"))*""",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Refusing();

    [GeneratedRegex(
        @"Refusal\.(Invalid|Forbidden|NotFound|Gone|Conflict|Stale|TooMany)\((?!…)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AnyRefusal();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
