using System.Text.Json;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// Something that is computed of a scope from the fact tables in a connection's search path, and kept until a new fact
/// touches the scope; of one wiki alone, where it is asked so. Null while the tables do not know the scope.
/// </summary>
internal sealed class CachedPart<T>(
    string name,
    Func<Scope, string?, NpgsqlConnection, CancellationToken, Task<T?>> compute
) : ICachedPart
    where T : class
{
    public CachedPart(string name, Func<Scope, NpgsqlConnection, CancellationToken, Task<T?>> compute)
        : this(name, (scope, _, connection, cancellation) => compute(scope, connection, cancellation)) { }

    public string Name => name;

    public async Task<string?> ComputeJson(
        Scope scope,
        string? wiki,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        await compute(scope, wiki, connection, cancellation) is { } value
            ? JsonSerializer.Serialize(value, EventTypes.Json)
            : null;
}

/// <summary>The same for who does not know its type.</summary>
internal interface ICachedPart
{
    /// <summary>Its name beside the scope, without a blank.</summary>
    string Name { get; }

    /// <summary>Whether it is a list of people, of which the rows are kept one by one, to be read a page at a time.</summary>
    bool IsOfPeople => false;

    /// <summary>What it computes, as JSON; of people an array by name, in which each has a <c>person</c>.</summary>
    Task<string?> ComputeJson(Scope scope, string? wiki, NpgsqlConnection connection, CancellationToken cancellation);
}

/// <summary>By what something is kept: of which scope, and which part, perhaps of one wiki.</summary>
internal readonly record struct KeptAs(string Key, string Part);
