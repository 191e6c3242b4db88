using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;

[assembly: AssemblyFixture(typeof(WikiFarmFixture))]

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>
/// The farm that the tests of a run share, started when the first of them asks. For tests that only read the wikis; one
/// that edits, overrides or resets starts its own (<see cref="OwnFarm"/>).
/// </summary>
public sealed class WikiFarmFixture : IAsyncLifetime
{
    private readonly Lazy<Task<OwnFarm>> _farm = new(() => OwnFarm.Start(CancellationToken.None));

    /// <summary>The shared farm, up and seeded.</summary>
    public async Task<Farm> Running() => (await _farm.Value).Farm;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_farm.IsValueCreated)
        {
            await (await _farm.Value).DisposeAsync();
        }
    }
}

/// <summary>A farm in a temporary folder that goes with it.</summary>
public sealed class OwnFarm : IAsyncDisposable
{
    private readonly string _folder;

    private OwnFarm(string folder, Farm farm) => (_folder, Farm) = (folder, farm);

    /// <summary>The farm, up and seeded.</summary>
    public Farm Farm { get; }

    /// <summary>Starts a farm.</summary>
    public static async Task<OwnFarm> Start(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("wiki-farm-").FullName;
        return new OwnFarm(folder, await Farm.Start(folder, stop));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Farm.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
