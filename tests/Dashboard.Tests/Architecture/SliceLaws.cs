using System.Text.RegularExpressions;

namespace CampaignDashboard.Tests.Architecture;

public sealed partial class SliceLaws
{
    private static readonly (string Part, Regex Pattern)[] Order =
    [
        ("Request", new(@"^    \w.* record (struct )?Request\b", Options, Patience)),
        ("Validator", new(@"^    \w.* class Validator\b", Options, Patience)),
        ("Command", new(@"^    \w.* record (struct )?Command\b", Options, Patience)),
        ("Decide", new(@"^    \w.* Decide\(", Options, Patience)),
        ("Map", new(@"^    \w.* Map\(", Options, Patience)),
        ("Handle", new(@"^    \w.* Handle\(", Options, Patience)),
    ];

    private static readonly string[] Impure =
    [
        "Npgsql",
        "TimeProvider",
        "UtcNow",
        "Random",
        "Guid.NewGuid",
        "Guid.CreateVersion7",
        "await ",
        "HttpContext",
    ];

    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    private static TimeSpan Patience => TimeSpan.FromSeconds(5);

    [Fact]
    public void A_write_slice_reads_Request_Validator_Command_Decide_Map_Handle()
    {
        foreach (var (path, text) in WriteSlices())
        {
            var found = Order
                .Select(o => (o.Part, o.Pattern.Match(text).Index, o.Pattern.IsMatch(text)))
                .Where(o => o.Item3);
            var inFile = found.OrderBy(o => o.Index).Select(o => o.Part);
            var expected = found.Select(o => o.Part);
            Assert.True(
                expected.SequenceEqual(inFile, StringComparer.Ordinal),
                $"{path} is in the order {string.Join(", ", inFile)}"
            );
        }
    }

    [Fact]
    public void What_decides_touches_no_database_clock_or_chance()
    {
        var offences =
            from slice in WriteSlices()
            from body in Decide().Matches(slice.Text)
            from word in Impure
            where body.Value.Contains(word, StringComparison.Ordinal)
            select $"{slice.Path}: Decide uses {word.Trim()}";
        Assert.Empty(offences);
    }

    /// <summary>Standing has one answer for rights and for what is archived or deleted; a Decide that asks less forgets it.</summary>
    [Fact]
    public void What_decides_for_coordinators_asks_for_the_whole_standing()
    {
        string[] half = ["MayCoordinate", "By.Person is null"];
        var offences =
            from slice in WriteSlices()
            from body in Decide().Matches(slice.Text)
            where half.Any(word => body.Value.Contains(word, StringComparison.Ordinal))
            where !body.Value.Contains("MayNot", StringComparison.Ordinal)
            select $"{slice.Path}: ask MayNotCoordinate or MayNotTakePart";
        Assert.Empty(offences);
    }

    private static IEnumerable<(string Path, string Text)> WriteSlices() =>
        SourceTree
            .CSharp("src/Modules/")
            .Where(f => f.Path.Contains("/Features/", StringComparison.Ordinal) && Decide().IsMatch(f.Text));

    // From the member's name to the next member at the same depth, which is how CSharpier lays out a class.
    [GeneratedRegex(
        @"^    \w[^\n]* Decide\(.*?(?=^\s*$\n    \w|^    (public|internal|private)|^}|\z)",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Decide();
}
