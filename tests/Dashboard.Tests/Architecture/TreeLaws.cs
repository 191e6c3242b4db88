using System.Text.RegularExpressions;

namespace CampaignDashboard.Tests.Architecture;

public sealed partial class TreeLaws
{
    private static readonly string[] BannedFolders =
    [
        .. "Common Shared BuildingBlocks Core Application Infrastructure Interfaces Models Services Helpers Extensions".Split(
            ' '
        ),
    ];

    private static readonly string[] BannedSuffixes = ["Handler", "Manager", "Service", "Helper", "Dto", "Repository"];

    // Names that a framework asks for, by the interface or base class that the type must have.
    private static readonly string[] RequiredByFramework =
    [
        "IExceptionHandler",
        "AuthenticationHandler`1",
        "DelegatingHandler",
        "HttpMessageHandler",
        "IHostedService",
        "IAuthorizationHandler",
    ];

    [Fact]
    public void No_folder_is_named_after_a_technical_kind() =>
        Assert.DoesNotContain(
            SourceTree.Files,
            f => FoldersOf(f).Intersect(BannedFolders, StringComparer.Ordinal).Any()
        );

    [Fact]
    public void No_folder_of_a_module_is_deeper_than_two_levels() =>
        Assert.DoesNotContain(
            SourceTree.Files,
            f => f.StartsWith("src/Modules/", StringComparison.Ordinal) && FoldersOf(f).Length > 5
        );

    [Fact]
    public void No_type_is_named_for_being_a_tool_instead_of_for_what_it_means()
    {
        var offences =
            from type in SourceTree.Product.SelectMany(a => a.GetTypes())
            where type.Namespace?.StartsWith("CampaignDashboard", StringComparison.Ordinal) == true
            where BannedSuffixes.Any(s => type.Name.EndsWith(s, StringComparison.Ordinal))
            where !Ancestors(type).Intersect(RequiredByFramework, StringComparer.Ordinal).Any()
            select type.FullName;
        Assert.Empty(offences);
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        string[] kinds = [".cs", ".razor", ".sql", ".cake"];
        var offences =
            from file in SourceTree.Files
            where kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal)
            let lines = SourceTree.Read(file).Count(c => c == '\n')
            where lines > 300
            select $"{file} has {lines} lines";
        Assert.Empty(offences);
    }

    /// <summary>A block that is left open takes all that follows into its condition, and no browser complains.</summary>
    [Fact]
    public void A_stylesheet_closes_each_block_that_stands_for_itself()
    {
        var depth = 0;
        var lines = SourceTree.Read("src/Web/wwwroot/app.css").Split('\n');
        foreach (var (number, line) in lines.Index())
        {
            Assert.False(line.StartsWith('@') && depth > 0, $"app.css, line {number + 1}: a block before it is open");
            depth += line.Count(c => c == '{') - line.Count(c => c == '}');
        }

        Assert.Equal(0, depth);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = SourceTree.Read("CampaignDashboard.slnx");
        var projects = SourceTree.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));
        Assert.DoesNotContain(projects, p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Sql_longer_than_three_lines_is_a_file_of_its_own()
    {
        var offences =
            from file in SourceTree.CSharp("src/")
            from literal in RawString().Matches(file.Text)
            where SqlStart().IsMatch(literal.Groups["text"].Value.TrimStart())
            where literal.Groups["text"].Value.Trim().Count(c => c == '\n') >= 3
            select $"{file.Path}: {literal.Groups["text"].Value.Trim().Split('\n')[0]}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Every_sql_file_begins_with_a_comment_that_says_what_it_is_for()
    {
        var sql = SourceTree.Files.Where(f => f.EndsWith(".sql", StringComparison.Ordinal));
        Assert.DoesNotContain(
            sql,
            f => !SourceTree.Read(f).TrimStart('\uFEFF').StartsWith("--", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Nothing_is_left_for_later_and_no_test_is_skipped()
    {
        // Put together here, so that this file doesn't break its own law.
        string[] banned = ["TO" + "DO", "FIX" + "ME", "Sk" + "ip ="];
        var offences =
            from file in SourceTree.CSharp()
            from word in banned
            where file.Text.Contains(word, StringComparison.Ordinal)
            select $"{file.Path}: {word}";
        Assert.Empty(offences);
    }

    [Fact]
    public void No_test_sleeps()
    {
        string[] banned = ["Task." + "Delay(", "Thread." + "Sleep("];
        var offences =
            from file in SourceTree.CSharp("tests/Dashboard.Tests/")
            // The one place that asks again, for what another process does; and the soak, whose pauses are its load.
            where !file.Path.EndsWith("/Eventually.cs", StringComparison.Ordinal)
            where !file.Path.EndsWith("/SoakTests.cs", StringComparison.Ordinal)
            where banned.Any(b => file.Text.Contains(b, StringComparison.Ordinal) && !WaitsForever(file.Text))
            select $"{file.Path} sleeps: await a signal instead";
        Assert.Empty(offences);
    }

    // A wait without an end, cut off by its token, is how a test stands for something that never answers.
    private static bool WaitsForever(string text) => !SleepsForATime().IsMatch(text);

    private static string[] FoldersOf(string file) => Path.GetDirectoryName(file)!.Split('/');

    private static IEnumerable<string> Ancestors(Type type)
    {
        for (var b = type.BaseType; b is not null; b = b.BaseType)
        {
            yield return b.Name;
        }
        foreach (var i in type.GetInterfaces())
        {
            yield return i.Name;
        }
    }

    [GeneratedRegex(
        "\"\"\"(?<text>.*?)\"\"\"",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex RawString();

    [GeneratedRegex(
        @"^(select|insert into|update \w+|delete from|with \w+|create|merge into)\s",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex SqlStart();

    [GeneratedRegex(
        @"(Task\.Delay|Thread\.Sleep)\((?!Timeout\.Infinite|-1)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex SleepsForATime();
}
