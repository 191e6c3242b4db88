using CampaignDashboard.Tests.Postgres;
using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql.Tables;

namespace CampaignDashboard.Tests.MartenInterop;

/// <summary>What real Marten finds to say about our tables, completely: docs/event-store.md explains each line.</summary>
public sealed class MartenSchemaTests(PostgresCluster cluster) : MartenTest(cluster)
{
    [Fact]
    public async Task Martens_own_check_of_the_schema_fails_before_and_after_the_preparation()
    {
        var marten = Marten();
        await Assert.ThrowsAsync<DatabaseValidationException>(() => Check(marten));
        await OpenWithMarten.Prepare(marten);
        await Assert.ThrowsAsync<DatabaseValidationException>(() => Check(marten));
    }

    [Fact]
    public async Task Of_the_log_marten_misses_only_what_its_daemon_and_its_archive_use()
    {
        var marten = await AppendingMarten();
        var migration = await marten.Storage.Database.CreateMigrationAsync();
        var found =
            from delta in migration.Deltas
            where delta.SchemaObject.Identifier.Schema == "events" && delta.Difference != SchemaPatchDifference.None
            orderby delta.SchemaObject.Identifier.Name
            select $"{delta.SchemaObject.Identifier.Name}: {delta.Difference}";
        Assert.Equal(
            [
                "mt_archive_stream: Create",
                "mt_doc_deadletterevent: Create",
                "mt_event_progression: Update",
                "mt_event_projection_floors: Create",
                "mt_events: Update",
                "mt_high_water_skips: Create",
                "mt_mark_event_progression: Create",
                "mt_mark_progression_with_skip: Create",
            ],
            found
        );
    }

    [Fact]
    public async Task In_the_table_of_events_marten_misses_a_foreign_key_and_nothing_else()
    {
        var marten = await AppendingMarten();
        var migration = await marten.Storage.Database.CreateMigrationAsync();
        var events = Update(marten, migration, "mt_events");
        Assert.Contains(
            "FOREIGN KEY(stream_id) REFERENCES events.mt_streams(id)ON DELETE CASCADE",
            events,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("rename", events, StringComparison.Ordinal);
        Assert.DoesNotContain("add column", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Were_it_let_marten_would_drop_the_natural_keys_and_add_its_foreign_key()
    {
        var marten = Marten();
        var migration = await marten.Storage.Database.CreateMigrationAsync();
        Assert.Contains(
            "alter table events.mt_events drop column natural_key",
            Update(marten, migration, "mt_events"),
            StringComparison.Ordinal
        );
    }

    private static Task Check(DocumentStore marten) =>
        marten.Storage.Database.AssertDatabaseMatchesConfigurationAsync();

    private static string Update(DocumentStore marten, SchemaMigration migration, string table)
    {
        using var script = new StringWriter();
        migration
            .Deltas.OfType<TableDelta>()
            .Single(d => d.SchemaObject.Identifier.Name == table)
            .WriteUpdate(marten.Options.Advanced.Migrator, script);
        return string.Join(' ', script.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
