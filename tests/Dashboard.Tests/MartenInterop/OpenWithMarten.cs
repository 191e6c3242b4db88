using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using Marten;
using Weasel.Core;

namespace CampaignDashboard.Tests.MartenInterop;

/// <summary>The sample of docs/event-store.md, word for word: what the tests of this folder open the log with.</summary>
internal static class OpenWithMarten
{
    /// <summary>A Marten store on the dashboard's log.</summary>
    public static DocumentStore Open(string connectionString, EventAppendMode mode, Action<StoreOptions> more) =>
        DocumentStore.For(options =>
        {
            options.Connection(connectionString);
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.DatabaseSchemaName = "marten";
            options.UseSystemTextJsonForSerialization(
                EnumStorage.AsString,
                Casing.CamelCase,
                json => json.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase))
            );
            options.Events.DatabaseSchemaName = "events";
            options.Events.StreamIdentity = StreamIdentity.AsGuid;
            options.Events.AppendMode = mode;
            options.Events.MetadataConfig.CorrelationIdEnabled = true;
            options.Events.MetadataConfig.CausationIdEnabled = true;
            options.Events.MetadataConfig.HeadersEnabled = true;
            options.Events.MetadataConfig.UserNameEnabled = true;
            more(options);
        });

    /// <summary>
    /// What Marten's appends need beyond the dashboard's tables: a function (made for the store's append mode),
    /// and a trigger that keeps the gap of a failed append open, which Marten would fill with a tombstone afterwards.
    /// </summary>
    public static async Task Prepare(DocumentStore store)
    {
        using var script = new StringWriter();
        await script.WriteLineAsync(
            """
            create or replace function events.refuse_tombstone() returns trigger language plpgsql as 'begin return null; end';
            create or replace trigger mt_events_no_tombstone before insert on events.mt_events
                for each row when (new.type = 'tombstone') execute function events.refuse_tombstone();
            """
        );
        store
            .Storage.Database.AllObjects()
            .Single(o => o.Identifier.QualifiedName == "events.mt_quick_append_events")
            .WriteCreateStatement(store.Options.Advanced.Migrator, script);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = script.ToString();
        await command.ExecuteNonQueryAsync();
    }
}
