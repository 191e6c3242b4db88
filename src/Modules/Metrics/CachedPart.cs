using System.Text.Json;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// Something that is computed of a scope from the fact tables in a connection's search path, and kept until a new fact
/// touches the scope. Null while the tables do not know the scope.
/// </summary>
internal sealed class CachedPart<T>(string name, Func<Scope, NpgsqlConnection, CancellationToken, Task<T?>> compute)
    : ICachedPart
    where T : class
{
    public string Name => name;

    public Task<T?> Compute(Scope scope, NpgsqlConnection connection, CancellationToken cancellation) =>
        compute(scope, connection, cancellation);

    public async Task<string?> ComputeJson(Scope scope, NpgsqlConnection connection, CancellationToken cancellation) =>
        await compute(scope, connection, cancellation) is { } value
            ? JsonSerializer.Serialize(value, EventTypes.Json)
            : null;
}

/// <summary>The same for who does not know its type.</summary>
internal interface ICachedPart
{
    /// <summary>Its name beside the scope.</summary>
    string Name { get; }

    /// <summary>What it computes, as JSON.</summary>
    Task<string?> ComputeJson(Scope scope, NpgsqlConnection connection, CancellationToken cancellation);
}
