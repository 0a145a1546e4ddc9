using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Events;

public sealed class DeviceNamesTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "Chrome 126, Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.68", "Edge 126, Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36 OPR/72.0.3815.400", "Opera 72, Linux")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140, Linux")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "Safari 17, Mac OS X")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari 17, iPhone")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1", "Chrome 126, iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36", "Samsung Internet 25, Android")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "Chrome 126, Chrome OS")]
    [InlineData("aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#20", "aws-sdk-js 3, Linux")]
    [InlineData("curl/8.5.0", "curl 8")]
    [InlineData("kaweh", "kaweh")]
    [InlineData("(compatible; MSIE 10.0; Windows NT 6.2)", "Windows")]
    [InlineData("\"><script>", null)]
    [InlineData(" ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_device_has_a_name_that_a_person_recognises(string? agent, string? name) => Assert.Equal(name, DeviceNames.Of(agent));

    [Theory]
    [InlineData('a')]
    [InlineData('9')]
    [InlineData('<')]
    [InlineData('\n')]
    public void A_name_is_short_whatever_is_sent(char filler)
    {
        foreach (var begin in new[] { "", "Chrome/", "x/" })
            Assert.InRange(DeviceNames.Of(begin + new string(filler, 100_000))?.Length ?? 0, 0, 100);
    }
}
