using CampaignDashboard.Tests.Postgres;
using Marten;
using Marten.Exceptions;
using Npgsql;

namespace CampaignDashboard.Tests.MartenInterop;

/// <summary>Promise: nothing that Marten has for changing or removing events gets past the log's trigger.</summary>
public sealed class MartenRefusedTests(PostgresCluster cluster) : MartenTest(cluster)
{
    public static TheoryData<string> Ways { get; } = ["archive", "tombstone", "overwrite", "compact", "clean"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_log_refuses(string way)
    {
        var (marten, node) = (await AppendingMarten(), NewNode());
        await CreateArchiveFunction(marten);
        await node.AddCoin(SharedJar, 1);
        await node.AddCoin(SharedJar, 2);
        await using var session = marten.LightweightSession();
        var no = await Assert.ThrowsAnyAsync<Exception>(() => Do(way, marten, session));
        var refusal = Assert.IsType<PostgresException>(no as PostgresException ?? no.InnerException);
        Assert.Contains("append-only", refusal.MessageText, StringComparison.Ordinal);
        Assert.True(no is MartenCommandException or PostgresException);
        Assert.Equal(
            ["1 f coin_added", "2 f coin_added"],
            await Lines("select concat_ws(' ', version, is_archived, type) from events.mt_events order by version")
        );
        Assert.Equal(["2 f"], await Lines("select concat_ws(' ', version, is_archived) from events.mt_streams"));
    }

    private async Task Do(string way, DocumentStore marten, IDocumentSession session)
    {
        switch (way)
        {
            case "archive":
                session.Events.ArchiveStream(SharedJar);
                break;
            case "tombstone":
                session.Events.TombstoneStream(SharedJar);
                break;
            case "overwrite":
                session.Events.OverwriteEvent((await session.Events.FetchStreamAsync(SharedJar))[0]);
                break;
            case "compact":
                await session.Events.CompactStreamAsync<MartenJar>(SharedJar);
                break;
            default:
                await marten.Advanced.Clean.DeleteAllEventDataAsync();
                break;
        }

        await session.SaveChangesAsync();
    }

    private async Task CreateArchiveFunction(DocumentStore marten)
    {
        using var script = new StringWriter();
        marten
            .Storage.Database.AllObjects()
            .Single(o => o.Identifier.QualifiedName == "events.mt_archive_stream")
            .WriteCreateStatement(marten.Options.Advanced.Migrator, script);
        await Database.Execute(script.ToString());
    }
}
