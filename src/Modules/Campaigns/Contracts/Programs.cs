namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Looks programs up, for the modules downstream.</summary>
public sealed class Programs
{
    /// <summary>The answer to an id or address that no program has.</summary>
    public static readonly Refusal NotFound = Inventory.NoSuchProgram;

    private readonly Inventory inventory;

    internal Programs(Inventory inventory) => this.inventory = inventory;

    /// <summary>The program with this id, or null.</summary>
    public async Task<ProgramPlan?> Find(ProgramId program, CancellationToken cancellation) =>
        await inventory.Find(program, cancellation) is { } row ? row.Plan : null;

    /// <summary>The programs that a short link calls by this code: one, or none, as good as always.</summary>
    public async Task<IReadOnlyList<ProgramPlan>> With(ShortCode code, CancellationToken cancellation) =>
        [.. (await inventory.ProgramsWith(code, cancellation)).Select(row => row.Plan)];
}
