using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The parameters of an append, in the order of <c>AppendEvents.sql</c>, to be filled again and again: arrays, or values
/// for a single event.
/// </summary>
internal sealed class AppendParameters
{
    private readonly NpgsqlParameter<Guid> stream = new();
    private readonly NpgsqlParameter<string> type = new();
    private readonly NpgsqlParameter<long> expected = new();
    private readonly NpgsqlParameter<long> count = new();
    private readonly Column<Guid> ids;
    private readonly Column<byte[]> json;
    private readonly Column<string> names;
    private readonly Column<string> dotnetTypes;
    private readonly NpgsqlParameter<string?> correlation = Text();
    private readonly NpgsqlParameter<string?> causation = Text();
    private readonly NpgsqlParameter<string?> actor = Text();

    /// <summary>New ones, in a command's collection.</summary>
    public AppendParameters(bool single, NpgsqlParameterCollection command)
    {
        (ids, json, names, dotnetTypes) = (new(single), new(single), new(single), new(single));
        command.AddRange(
            new NpgsqlParameter[]
            {
                stream,
                type,
                expected,
                count,
                ids.Parameter,
                json.Parameter,
                names.Parameter,
                dotnetTypes.Parameter,
                correlation,
                causation,
                actor,
            }
        );
    }

    /// <summary>What is written where, and why.</summary>
    public void Of(StreamWrite write)
    {
        stream.TypedValue = write.Stream;
        type.TypedValue = write.Type;
        expected.TypedValue = write.Version;
        count.TypedValue = write.Events.Count;
        correlation.TypedValue = write.Cause.Correlation;
        causation.TypedValue = write.Cause.Causation;
        actor.TypedValue = write.Cause.Actor;
    }

    /// <summary>The events, an element each.</summary>
    public void Events(Guid[] eventIds, byte[][] bytes, string[] stored, string[] dotnet)
    {
        ids.Set(eventIds);
        json.Set(bytes);
        names.Set(stored);
        dotnetTypes.Set(dotnet);
    }

    private static NpgsqlParameter<string?> Text() => new() { NpgsqlDbType = NpgsqlDbType.Varchar };

    private sealed class Column<T>(bool single)
    {
        private readonly NpgsqlParameter<T>? one = single ? new() : null;
        private readonly NpgsqlParameter<T[]>? many = single ? null : new();

        public NpgsqlParameter Parameter => one ?? (NpgsqlParameter)many!;

        public void Set(T[] values)
        {
            if (one is not null)
            {
                one.TypedValue = values[0];
            }
            else
            {
                many!.TypedValue = values;
            }
        }
    }
}
