using Npgsql;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// What a module keeps of people beside the log, where names, addresses or texts of theirs may stand. It goes when they
/// are forgotten.
/// </summary>
public interface IErasable
{
    /// <summary>
    /// Deletes what there is of them, in the transaction that forgets them: all of it goes, or nothing. Who writes such
    /// rows holds their people by <c>People.Hold</c> in the writing transaction, so that nothing comes after.
    /// </summary>
    Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation);
}

/// <summary>
/// Who is forgotten: one person, by each id that the log has of them, and the user names that the map knew last. Old
/// names are not known any more, so rows that hold one are found by the ids.
/// </summary>
public sealed record Erasure(IReadOnlyCollection<PersonId> People, IReadOnlyCollection<string> UserNames);
