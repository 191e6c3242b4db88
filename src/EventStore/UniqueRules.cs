using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// What a broken unique index of an inline projection means to the person who broke it: uniqueness over streams is a
/// unique index, and a module says here which refusal stands for which index; likewise for a foreign key, which keeps what
/// belongs together.
/// </summary>
public sealed class UniqueRules(IEnumerable<UniqueRule> rules)
{
    private readonly Dictionary<string, Refusal> byIndex = rules.ToDictionary(
        r => r.Index,
        r => r.Refusal,
        StringComparer.Ordinal
    );

    internal Refusal? RefusalFor(PostgresException e) =>
        e
            is {
                SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation,
                ConstraintName: { } index
            }
            ? byIndex.GetValueOrDefault(index)
            : null;
}

/// <summary>The refusal that stands for a unique index or a foreign key.</summary>
public sealed record UniqueRule(string Index, Refusal Refusal);
