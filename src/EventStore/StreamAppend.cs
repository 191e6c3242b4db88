namespace CampaignDashboard.EventStore;

/// <summary>
/// What must be true of a stream for an append to land on it. Nothing said, as in <c>default</c>, is <see cref="Any"/>.
/// </summary>
public readonly record struct ExpectedVersion
{
    private readonly long plusOne;

    private ExpectedVersion(long version) => plusOne = version + 1;

    /// <summary>Whatever version the stream has, or a new stream.</summary>
    public static ExpectedVersion Any { get; } = new(-1);

    /// <summary>The stream has no events yet.</summary>
    public static ExpectedVersion NoStream { get; } = new(0);

    /// <summary>The version, 0 for a new stream, -1 for any: as <c>BeginStream.sql</c> takes it.</summary>
    internal long Value => plusOne - 1;

    /// <summary>The stream has so many events (0: <see cref="NoStream"/>).</summary>
    public static ExpectedVersion Exact(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return new(version);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Value switch
        {
            -1 => "any",
            0 => "no stream",
            _ => $"version {Value}",
        };
}

/// <summary>
/// Events for one stream. <paramref name="Type"/> is the alias of its aggregate (<c>mt_streams.type</c>), the aggregate's
/// type name in lower snake case.
/// </summary>
public sealed record StreamAppend(Guid Stream, string Type, ExpectedVersion Expected, IReadOnlyList<object> Events);

/// <summary>
/// Why nothing was appended: the stream was not as expected. <paramref name="Actual"/> is the version it has (0: no events).
/// </summary>
public sealed record VersionConflict(Guid Stream, ExpectedVersion Expected, long Actual);

/// <summary>
/// What became of an append. <paramref name="Version"/> is the stream's version after it (of several streams, that of the
/// last one given), <paramref name="Position"/> the log position of its last event. All or nothing: with a
/// <paramref name="Conflict"/> or a <paramref name="Refusal"/> (a broken unique rule, a character that cannot be stored)
/// nothing was appended, and both are 0.
/// </summary>
public readonly record struct Appended(long Version, long Position, VersionConflict? Conflict, Refusal? Refusal = null)
{
    /// <summary>True if the events are in the log.</summary>
    public bool Accepted => Conflict is null && Refusal is null;
}
