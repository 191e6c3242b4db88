using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignDashboard.Host;
using CampaignDashboard.Metrics.Contracts;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events.Aggregation;
using Npgsql;
using Weasel.Core;

namespace CampaignDashboard.Bench;

/// <summary>Real Marten on a database of its own, with the tables that it makes itself.</summary>
internal static class MartenStore
{
    /// <summary>As Marten comes, with the names of our JSON. Its appends are quick, with timestamps of the client.</summary>
    public const string Default = "default";

    /// <summary>A new database in the cluster, with Marten's tables and functions as these options ask for them.</summary>
    public static async Task<string> Database(EmbeddedPostgres cluster, string name, Action<StoreOptions>? more = null)
    {
        await cluster.CreateDatabase(name, CancellationToken.None);
        var connectionString = cluster.ConnectionString(name);
        await using var store = Open(connectionString, more);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        return connectionString;
    }

    public static DocumentStore Open(string connectionString, Action<StoreOptions>? more = null) =>
        DocumentStore.For(options =>
        {
            options.Connection(connectionString);
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.DisableNpgsqlLogging = true;
            // Daemons are started by the rows; nothing hosts them.
            options.Projections.AsyncMode = DaemonMode.Solo;
            options.UseSystemTextJsonForSerialization(
                EnumStorage.AsString,
                Casing.CamelCase,
                json => json.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase))
            );
            options.Events.DatabaseSchemaName = "events";
            options.Events.StreamIdentity = StreamIdentity.AsGuid;
            options.Events.MapEventType<PageUpdateRecorded>(PageUpdates.StoredName);
            more?.Invoke(options);
        });

    /// <summary>The same with what makes it faster: statements prepared by Npgsql, sessions not reset.</summary>
    public static DocumentStore OpenTuned(string connectionString, Action<StoreOptions>? more = null) =>
        Open(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                MaxAutoPrepare = 100,
                NoResetOnClose = true,
            }.ConnectionString,
            more
        );
}

/// <summary>Edits and bytes of a stream, as a document of Marten's.</summary>
public class MartenTotals
{
    /// <summary>The stream.</summary>
    public Guid Id { get; set; }

    /// <summary>How many edits.</summary>
    public long Edits { get; set; }

    /// <summary>The bytes that they added.</summary>
    public long Bytes { get; set; }
}

/// <summary>The same once more, for a second projection.</summary>
public sealed class MartenTotalsAgain : MartenTotals;

/// <summary>Marten's counterpart of <see cref="EditTotals"/>.</summary>
internal sealed class MartenProjection<T> : SingleStreamProjection<T, Guid>
    where T : MartenTotals, new()
{
    public MartenProjection() => Name = typeof(T).Name;

    /// <inheritdoc/>
    public override T Evolve(T? snapshot, Guid id, IEvent e)
    {
        snapshot ??= new() { Id = id };
        snapshot.Edits++;
        snapshot.Bytes += e.Data is PageUpdateRecorded update ? update.BytesDifference : 0;
        return snapshot;
    }
}
