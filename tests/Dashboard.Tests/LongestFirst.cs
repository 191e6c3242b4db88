using CampaignDashboard.Tests;
using CampaignDashboard.Tests.Browser;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace CampaignDashboard.Tests;

/// <summary>
/// The tests that share a browser take turns for minutes. They begin before all others, beside which they run; else they
/// would be the last, and alone.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. DefaultTestCollectionOrderer
                .Instance.OrderTestCollections(testCollections)
                .OrderByDescending(c => c.TestCollectionDisplayName == BrowserTests.Name),
        ];
}
