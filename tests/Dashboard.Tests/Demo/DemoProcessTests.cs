namespace CampaignDashboard.Tests.Demo;

/// <summary>The demo at a terminal: two at once, and what is left when they end.</summary>
public sealed class DemoProcessTests
{
    [Fact]
    public async Task Two_demos_at_once_agree_with_their_wikis_and_end_whole_however_they_are_ended()
    {
        var stop = TestContext.Current.CancellationToken;
        using var asked = DemoProcess.Start();
        using var killed = DemoProcess.Start();
        var addresses = await Task.WhenAll(asked.Played(stop), killed.Played(stop));
        using var http = new HttpClient();
        foreach (var address in addresses)
        {
            Assert.Contains(
                "\"openapi\"",
                await http.GetStringAsync(new Uri(address, "/openapi/v1.json"), stop),
                StringComparison.Ordinal
            );
        }

        await asked.End("TERM", stop);
        await killed.End("KILL", stop);

        Assert.Equal(0, asked.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(asked.Folder));
        Assert.DoesNotContain(asked.Lines.Concat(killed.Lines), line => line.Contains('✗', StringComparison.Ordinal));
        foreach (var address in addresses)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(address, stop));
        }
    }
}
