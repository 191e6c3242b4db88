using CampaignDashboard.Tests.Architecture;

namespace CampaignDashboard.Tests.Docs;

/// <summary>The sample in <c>docs/event-store.md</c> is the code that the tests open the log with.</summary>
public sealed class Marten_sample
{
    [Fact]
    public void Docs_show_the_code_that_the_tests_use()
    {
        var file = SourceTree.Read("tests/Dashboard.Tests/MartenInterop/OpenWithMarten.cs");
        var sample = file[file.IndexOf("/// <summary>A Marten store", StringComparison.Ordinal)..].TrimEnd('}', '\n');
        var lines = sample.Split('\n').Select(l => l.StartsWith("    ", StringComparison.Ordinal) ? l[4..] : l);
        Assert.Contains(string.Join('\n', lines), SourceTree.Read("docs/event-store.md"), StringComparison.Ordinal);
    }
}
