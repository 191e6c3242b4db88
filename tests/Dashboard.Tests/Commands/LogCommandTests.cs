using System.Text.Json;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Commands;

/// <summary>Promise: <c>dashboard log</c> prints the log as JSON lines, and nothing else, to standard output.</summary>
public sealed class LogCommandTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private string Server => $"--ConnectionStrings:Dashboard={Database.ConnectionString}";

    [Fact]
    public async Task An_event_is_a_line_with_its_cause_and_its_data_as_stored()
    {
        var jar = Guid.NewGuid();
        await Named(jar, "Ünï\"\n", new("a person", "a trace", "a request"));

        var log = await CommandProcess.Run("log", Server);

        var stored = await Lines(
            "select concat(id, ' ', to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')) from events.mt_events"
        );
        var at = JsonDocument.Parse(log.Output).RootElement.GetProperty("at").GetDateTimeOffset();
        Assert.Equal(stored[0].Split(' ')[1], at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", null));
        Assert.Equal((0, ""), (log.Code, log.Errors));
        Assert.Equal(
            $$$"""{"position":1,"stream":"{{{jar}}}","version":1,"type":"jar_named","id":"{{{stored[0].Split(' ')[0]}}}","at":"AT","actor":"a person","correlation":"a trace","causation":"a request","data":{"name": "Ünï\"\n"}}"""
                + "\n",
            log.Output.Replace(
                JsonDocument.Parse(log.Output).RootElement.GetProperty("at").GetString()!,
                "AT",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task Streams_types_positions_and_limits_are_chosen_on_the_command_line()
    {
        var (node, jar) = (NewNode(), Guid.NewGuid());
        await node.AddCoin(jar);
        await node.AddCoin(Guid.NewGuid());
        await Named(jar, "a", Cause.System);
        await node.AddCoin(jar);

        Assert.Equal("1 2 3 4", await Positions());
        Assert.Equal("1 3 4", await Positions("--stream", $"{jar}"));
        Assert.Equal("3 4", await Positions("--stream", $"{jar}", "--after=1"));
        Assert.Equal("1 2 4", await Positions("--type", "coin_added"));
        Assert.Equal("3", await Positions("--type", "jar_named", "--type", "jar_emptied"));
        Assert.Equal("3", await Positions("--after", "2", "--limit", "1"));
    }

    [Fact]
    public async Task It_ends_at_once_and_quietly_when_nobody_reads_any_more()
    {
        await Fill(100_000);

        // Followed, it would never end by itself.
        var head = await CommandProcess.Shell(
            $"{{ dashboard log --follow '{Server}'; echo \"code $?\" >&2; }} | head -n 2"
        );

        Assert.Equal(2, head.Lines.Length);
        Assert.Equal("code 0\n", head.Errors);
    }

    [Fact]
    public async Task A_file_that_it_writes_to_can_be_written_on()
    {
        await NewNode().AddCoin(Guid.NewGuid());
        var file = TemporaryFolder.NewPath();
        await CommandProcess.Shell($"{{ echo first; dashboard log '{Server}'; echo last; }} > {file}");

        var lines = await File.ReadAllLinesAsync(file);
        File.Delete(file);
        Assert.Equal(3, lines.Length);
        Assert.Equal(("first", "last"), (lines[0], lines[2]));
    }

    [Fact]
    public async Task A_disk_that_is_full_is_an_error()
    {
        await NewNode().AddCoin(Guid.NewGuid());

        var full = await CommandProcess.Shell($"dashboard log '{Server}' > /dev/full");

        Assert.Equal(1, full.Code);
        Assert.StartsWith(
            "The log cannot be written to standard output: No space left",
            full.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_log()
    {
        await Fill(300_000);

        // 300,000 events are some 140 MB of lines; 64 MB are what .NET may use.
        var count = await CommandProcess.Shell(
            $"export DOTNET_GCHeapHardLimit=0x4000000; dashboard log '{Server}' | wc -l"
        );

        Assert.Equal(("300000", ""), (count.Output.Trim(), count.Errors));
    }

    [Fact]
    public async Task Followed_it_shows_what_is_appended_until_Ctrl_C()
    {
        var (node, jar) = (NewNode(), Guid.NewGuid());
        await node.AddCoin(jar);
        using var log = CommandProcess.Start("log", "--follow", Server);
        Assert.Contains("\"position\":1,", await log.NextLine(), StringComparison.Ordinal);

        await using var late = await (await Hold(node, jar)).AddCoin();
        await node.AddCoin(Guid.NewGuid());
        await late.Commit();
        Assert.Contains("\"position\":2,", await log.NextLine(), StringComparison.Ordinal);
        Assert.Contains("\"position\":3,", await log.NextLine(), StringComparison.Ordinal);

        await log.Interrupt();
        var ended = await log.End();
        Assert.Equal((0, "", ""), (ended.Code, ended.Output, ended.Errors));
    }

    [Fact]
    public async Task A_database_without_a_log_is_told_in_a_sentence()
    {
        await Database.Execute("drop schema events cascade");

        var log = await CommandProcess.Run("log", Server);

        Assert.Equal((1, ""), (log.Code, log.Output));
        Assert.StartsWith("The database holds no event log", log.Errors, StringComparison.Ordinal);
        Assert.Equal(1, log.Errors.Count(c => c == '\n'));
    }

    private async Task<string> Positions(params string[] options)
    {
        var log = await CommandProcess.Run(["log", .. options, Server]);
        Assert.Equal((0, ""), (log.Code, log.Errors));
        return string.Join(' ', log.Lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("position")));
    }

    private Task<Outcome> Named(Guid jar, string name, Cause cause) =>
        NewNode().Log.Transact<Jar, JarEvent>(jar, _ => [new JarNamed(name)], cause, null, CancellationToken.None);

    private Task Fill(int events) =>
        Database.Execute(
            $$"""
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            select n, gen_random_uuid(), gen_random_uuid(), 1, jsonb_build_object('value', n, 'text', repeat('x', 200)), 'coin_added'
            from generate_series(1, {{events}}) n
            """
        );
}
